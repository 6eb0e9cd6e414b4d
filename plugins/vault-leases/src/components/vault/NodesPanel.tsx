import { amount, Mono, Panel, RelativeTime, VerdictMark } from '@greenroom/plugin-portal-react';
import type { Vault, VaultNode } from '@greenroom/plugin-vault-leases-common';
import { flavourWords, nodeLooks, secondsWords } from '../../words';
import styles from './Vault.module.css';

/** Every node by its own address: what it says of itself, and what raft says of it. */
export function NodesPanel({ vault }: { vault: Vault }) {
  const { nodes, flavour, version, place, missingNodes } = vault;
  return (
    <Panel
      title={['Nodes', [flavourWords[flavour], version].filter(Boolean).join(' '), place]
        .filter(Boolean)
        .join(' · ')}
    >
      <div className={styles.wide}>
        <table className={styles.table} aria-label="Nodes">
          <thead>
            <tr>
              <th scope="col">Node</th>
              <th scope="col">How it is</th>
              <th scope="col">Seal</th>
              <th scope="col">Raft</th>
            </tr>
          </thead>
          <tbody>
            {nodes.map(node => (
              <NodeRow key={node.name} node={node} />
            ))}
          </tbody>
        </table>
      </div>
      {missingNodes.length > 0 && (
        <ul className={styles.lines} aria-label="Nodes that raft misses">
          {missingNodes.map(name => (
            <li key={name}>
              <VerdictMark state="degraded">{`${name} is known to raft, and nobody has seen it lately`}</VerdictMark>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function NodeRow({ node }: { node: VaultNode }) {
  const { name, address, state, reason, version, activeSince } = node;
  return (
    <tr>
      <th scope="row">
        {name}
        <span className={styles.second}>
          <Mono>{address}</Mono>
          {version && ` · ${version}`}
        </span>
      </th>
      <td>
        <VerdictMark state={nodeLooks[state].state}>{nodeLooks[state].words}</VerdictMark>
        {activeSince && (
          <span className={styles.second}>
            since <RelativeTime at={activeSince} />
          </span>
        )}
        {reason && <span className={styles.second}>{reason}</span>}
      </td>
      <td>
        <Seal node={node} />
      </td>
      <td>
        <Raft node={node} />
      </td>
    </tr>
  );
}

/** Only a node that answers can say whether it is sealed. */
const silent: ReadonlySet<VaultNode['state']> = new Set(['not-reachable', 'quota', 'removed', 'unknown']);

function Seal({ node: { state, unsealing, sealType } }: { node: VaultNode }) {
  if (silent.has(state)) {
    return <VerdictMark state="unknown">not known</VerdictMark>;
  }
  const words = state === 'sealed' || state === 'not-initialised' ? state.replace('-', ' ') : 'unsealed';
  return (
    <>
      <VerdictMark state={words === 'unsealed' ? 'healthy' : 'degraded'}>{words}</VerdictMark>
      <span className={styles.second}>
        {[sealType, unsealing && `${unsealing.given} of ${unsealing.needed} keys given`]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

function Raft({ node: { raft, state } }: { node: VaultNode }) {
  if (!raft) {
    return <span className={styles.quiet}>not told</span>;
  }
  const { voter, healthy, lastContactSeconds, behind } = raft;
  const contact = secondsWords(lastContactSeconds);
  return (
    <>
      <RaftHealth healthy={healthy} leads={state === 'active'} />
      <span className={styles.second}>
        {[
          voter ? 'has a vote' : 'has no vote',
          state !== 'active' && contact && `heard ${contact} ago`,
          behind !== undefined && behind > 0 && `${amount(behind)} entries behind`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </>
  );
}

function RaftHealth({ healthy, leads }: { healthy: boolean | undefined; leads: boolean }) {
  if (healthy === undefined) {
    return <VerdictMark state="unknown">not known</VerdictMark>;
  }
  return healthy ? (
    <VerdictMark state="healthy">{leads ? 'is followed' : 'follows'}</VerdictMark>
  ) : (
    <VerdictMark state="degraded">does not follow</VerdictMark>
  );
}
