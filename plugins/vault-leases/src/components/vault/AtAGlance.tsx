import { amount, count, Fact, Facts, Panel, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import type { VerdictState } from '@greenroom/plugin-portal-common';
import type { Vault } from '@greenroom/plugin-vault-leases-common';
import styles from './Vault.module.css';

/** Who leads, what may be lost, how many leases there are, and what asking costs. */
export function AtAGlance({ vault }: { vault: Vault }) {
  const { failureTolerance, leases, irrevocable, failedRevocations, totalsAt, namespace, budget } = vault;
  return (
    <Panel title="At a glance">
      <Facts>
        <Fact name="Leader">
          <Leader vault={vault} />
        </Fact>
        <Fact name="May lose">
          {failureTolerance === undefined ? 'not known' : <Tolerance nodes={failureTolerance} />}
        </Fact>
        <Fact name="Leases">
          {leases === undefined ? 'not known' : amount(leases)}
          <span className={styles.second}>all there are, of tokens too</span>
        </Fact>
        <Fact name="Irrevocable">
          <Bad number={irrevocable} state="degraded" />
        </Fact>
        <Fact name="Failed revocations">
          <Bad number={failedRevocations} state="waiting" />
          <span className={styles.second}>since the leader started</span>
        </Fact>
        {totalsAt && (
          <Fact name="Counted">
            <RelativeTime at={totalsAt} />
            <span className={styles.second}>by the leader</span>
          </Fact>
        )}
        {namespace && <Fact name="Namespace">{namespace}</Fact>}
        {budget && (
          <Fact name="Asking it">
            {count(budget.lastMinute, 'request')} in the last minute
            <span className={styles.second}>
              {`at most ${budget.requestsPerSecond} a second, ${budget.concurrency} at once`}
              {budget.waited > 0 &&
                ` · ${count(budget.waited, 'request')} waited for ${budget.waited === 1 ? 'its' : 'their'} turn`}
            </span>
          </Fact>
        )}
      </Facts>
    </Panel>
  );
}

/** Nobody leads is a fault only where it is known. */
function Leader({ vault: { active, verdict } }: { vault: Vault }) {
  if (active !== undefined) {
    return <>{active}</>;
  }
  return verdict.state === 'unknown' ? (
    <VerdictMark state="unknown">not known</VerdictMark>
  ) : (
    <VerdictMark state="degraded">nobody leads</VerdictMark>
  );
}

function Tolerance({ nodes }: { nodes: number }) {
  return nodes > 0 ? (
    <>{count(nodes, 'node')}</>
  ) : (
    <VerdictMark state="waiting">no node: without one more nobody leads</VerdictMark>
  );
}

function Bad({ number, state }: { number: number | undefined; state: VerdictState }) {
  if (number === undefined) {
    return <>not known</>;
  }
  return number === 0 ? <>none</> : <VerdictMark state={state}>{amount(number)}</VerdictMark>;
}
