import { Button, Link } from '@backstage/ui';
import type { ObjectLink, Problem } from '@greenroom/plugin-cluster-health-common';
import { ClockTime, count, Duration, StateGlyph, useStale } from '@greenroom/plugin-portal-react';
import { useState } from 'react';
import { useHealthLinks } from '../../hooks/useHealthLinks';
import { problemWords } from '../../words';
import styles from './Problems.module.css';

/** More are read only by those who ask for them. */
const SHOWN = 8;

export interface ProblemsProps {
  cluster: string;
  /** Worst first. */
  problems: readonly Problem[];
  /** On the service's own page a way there would lead nowhere. */
  isService?: boolean;
}

/** What is wrong, a sentence each, worst first; then what is only worth knowing. */
export function Problems({ problems, ...about }: ProblemsProps) {
  const wrong = problems.filter(({ state }) => state !== 'healthy');
  const risks = problems.filter(({ state }) => state === 'healthy');
  return (
    <>
      {wrong.length === 0 ? (
        <p className={styles.none}>Nothing is wrong that can be seen.</p>
      ) : (
        <ProblemList label="Problems" problems={wrong} {...about} />
      )}
      {risks.length > 0 && (
        <details className={styles.risks}>
          <summary className={styles.summary}>Worth knowing ({risks.length})</summary>
          <ProblemList label="Worth knowing" problems={risks} {...about} />
        </details>
      )}
    </>
  );
}

function ProblemList({ label, problems, ...about }: ProblemsProps & { label: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? problems : problems.slice(0, SHOWN);
  const ids = new Set(problems.map(({ id }) => id));
  return (
    <>
      <ul className={styles.list} aria-label={label}>
        {shown.map(problem => (
          <ProblemItem
            key={problem.id}
            problem={problem}
            follows={problem.explainedBy !== undefined && ids.has(problem.explainedBy)}
            {...about}
          />
        ))}
      </ul>
      {problems.length > SHOWN && (
        <p className={styles.more}>
          <Button variant="tertiary" size="small" onPress={() => setAll(!all)}>
            {all ? `Show the worst ${SHOWN}` : `Show ${count(problems.length - SHOWN, 'more', 'more')}`}
          </Button>
        </p>
      )}
    </>
  );
}

function ProblemItem(props: { cluster: string; problem: Problem; isService?: boolean; follows: boolean }) {
  const { cluster, problem, isService, follows } = props;
  const { object, service } = useHealthLinks();
  const { text, since, entityRef, state } = problem;
  return (
    <li className={styles.problem} data-follows={follows || undefined}>
      <Since state={state} since={since} />
      <span className={styles.text}>
        {follows && <span className={styles.because}>Because of that: </span>}
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
}

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
