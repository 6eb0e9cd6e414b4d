import { Button, Link } from '@backstage/ui';
import { MOST_PROBLEMS, type ObjectLink, type Problem } from '@greenroom/plugin-cluster-health-common';
import { amount, ClockTime, count, Duration, StateGlyph, useStale } from '@greenroom/plugin-portal-react';
import { memo, useMemo, useState } from 'react';
import { follows, presentCauses } from '../../cluster/problems';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { problemWords } from '../../words';
import styles from './Problems.module.css';

/** More are read only by those who ask for them. */
const SHOWN = 8;

export interface ProblemsProps {
  cluster: string;
  /** Worst first. */
  problems: readonly Problem[];
  /** How many are wrong, and how many only worth knowing, where there may be more than are told. */
  wrongInAll?: number;
  risksInAll?: number;
  /** On the service's own page a way there would lead nowhere. */
  isService?: boolean;
}

/** What is wrong, a sentence each, worst first; then what is only worth knowing. */
export const Problems = memo(function AllProblems(props: ProblemsProps) {
  const { problems, wrongInAll = 0, risksInAll = 0, ...about } = props;
  const wrong = useMemo(() => problems.filter(({ state }) => state !== 'healthy'), [problems]);
  const risks = useMemo(() => problems.filter(({ state }) => state === 'healthy'), [problems]);
  return (
    <>
      {wrong.length === 0 ? (
        <p className={styles.none}>Nothing is wrong that can be seen.</p>
      ) : (
        <ProblemList label="Problems" problems={wrong} inAll={wrongInAll} {...about} />
      )}
      {risks.length > 0 && (
        <details className={styles.risks}>
          <summary className={styles.summary}>Worth knowing ({amount(countOf(risks, risksInAll))})</summary>
          <ProblemList label="Worth knowing" problems={risks} inAll={risksInAll} {...about} />
        </details>
      )}
    </>
  );
});

/** Those that are told; where as many are as are told at most, those that are counted. */
function countOf(told: readonly Problem[], inAll: number): number {
  return told.length < MOST_PROBLEMS ? told.length : Math.max(told.length, inAll);
}

interface ProblemListProps extends Pick<ProblemsProps, 'cluster' | 'problems' | 'isService'> {
  label: string;
  inAll: number;
}

function ProblemList({ label, problems, inAll, ...about }: ProblemListProps) {
  const [all, setAll] = useState(false);
  const shown = useMemo(() => problems.slice(0, all ? MOST_PROBLEMS : SHOWN), [all, problems]);
  const causes = useMemo(() => presentCauses(problems, shown), [problems, shown]);
  const unlisted = countOf(problems, inAll) - shown.length;
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {shown.map(problem => (
          <ProblemItem
            key={problem.id}
            problem={problem}
            isConsequence={follows(problem, causes)}
            {...about}
          />
        ))}
      </ul>
      {problems.length > SHOWN && (
        <p className={styles.more}>
          <Button variant="tertiary" size="small" onPress={() => setAll(!all)}>
            {all
              ? `Show the worst ${SHOWN}`
              : `Show ${count(Math.min(MOST_PROBLEMS, problems.length) - SHOWN, 'more', 'more')}`}
          </Button>
          {all && unlisted > 0 && `${amount(unlisted)} less severe ones are not listed.`}
        </p>
      )}
    </>
  );
}

interface ProblemItemProps {
  cluster: string;
  problem: Problem;
  isService?: boolean;
  /** It is there because of the one above it. */
  isConsequence: boolean;
}

/** Drawn only when it is another one: those that are there stay while others come and go. */
const ProblemItem = memo(function OneProblem(props: ProblemItemProps) {
  const { cluster, problem, isService, isConsequence } = props;
  const { object, service } = useHealthLinks();
  const { text, entityRef } = problem;
  return (
    <li className={styles.problem} data-follows={isConsequence || undefined}>
      <Since {...problem} />
      <span className={styles.text}>
        {isConsequence && <span className={styles.because}>Because of that: </span>}
        {text}
      </span>
      <span className={styles.about}>
        <Link href={object(cluster, problem.object)}>{objectWords(problem.object)}</Link>
        {entityRef && !isService && (
          <Link href={service(entityRef)} variant="body-small" color="secondary">
            Its service
          </Link>
        )}
      </span>
    </li>
  );
});

/** The state as a shape and a word, and since when; the length of time is on hover's side, the clock's in front. */
function Since({ state, was, since }: Pick<Problem, 'state' | 'was' | 'since'>) {
  const isOld = useStale();
  const before = was ?? (isOld ? state : undefined);
  const shown = before === undefined ? state : 'unknown';
  return (
    <span className={styles.since} data-state={shown}>
      <StateGlyph state={shown} />
      <span>
        {before === undefined ? problemWords[state] : `was ${problemWords[before]}`}
        {since && (
          <span className={styles.when}>
            since <ClockTime at={since} />, <Duration since={since} />
          </span>
        )}
      </span>
    </span>
  );
}

/** `shop/catalogue`; a node has no namespace. */
function objectWords({ kind, namespace, name }: ObjectLink): string {
  return namespace ? `${namespace}/${name}` : `${kind} ${name}`;
}
