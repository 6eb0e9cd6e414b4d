import { Button, Link } from '@backstage/ui';
import type { ObjectLink, Problem } from '@greenroom/plugin-cluster-health-common';
import { amount, ClockTime, count, Duration, StateGlyph, useStale } from '@greenroom/plugin-portal-react';
import { memo, useMemo, useState } from 'react';
import { follows, presentCauses } from '../../cluster/problems';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { problemWords } from '../../words';
import styles from './Problems.module.css';

/** More are read only by those who ask for them. */
const SHOWN = 8;
/** And more than these by nobody: a cluster may have as many as it has workloads. */
const MOST = 200;

export interface ProblemsProps {
  cluster: string;
  /** Worst first. */
  problems: readonly Problem[];
  /** On the service's own page a way there would lead nowhere. */
  isService?: boolean;
}

/** What is wrong, a sentence each, worst first; then what is only worth knowing. */
export const Problems = memo(function AllProblems({ problems, ...about }: ProblemsProps) {
  const wrong = useMemo(() => problems.filter(({ state }) => state !== 'healthy'), [problems]);
  const risks = useMemo(() => problems.filter(({ state }) => state === 'healthy'), [problems]);
  return (
    <>
      {wrong.length === 0 ? (
        <p className={styles.none}>Nothing is wrong that can be seen.</p>
      ) : (
        <ProblemList label="Problems" problems={wrong} {...about} />
      )}
      {risks.length > 0 && (
        <details className={styles.risks}>
          <summary className={styles.summary}>Worth knowing ({amount(risks.length)})</summary>
          <ProblemList label="Worth knowing" problems={risks} {...about} />
        </details>
      )}
    </>
  );
});

function ProblemList({ label, problems, ...about }: ProblemsProps & { label: string }) {
  const [all, setAll] = useState(false);
  const shown = useMemo(() => problems.slice(0, all ? MOST : SHOWN), [all, problems]);
  const causes = useMemo(() => presentCauses(problems, shown), [problems, shown]);
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
              : `Show ${count(Math.min(MOST, problems.length) - SHOWN, 'more', 'more')}`}
          </Button>
          {all &&
            problems.length > MOST &&
            `${amount(problems.length - MOST)} less severe ones are not listed.`}
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
  const { text, since, entityRef, state } = problem;
  return (
    <li className={styles.problem} data-follows={isConsequence || undefined}>
      <Since state={state} since={since} />
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
function Since({ state, since }: Pick<Problem, 'state' | 'since'>) {
  const was = useStale();
  return (
    <span className={styles.since} data-state={was ? 'unknown' : state}>
      <StateGlyph state={was ? 'unknown' : state} />
      <span>
        {was ? `was ${problemWords[state]}` : problemWords[state]}
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
