import {
  amount,
  byNumber,
  byText,
  count,
  type DataTableShape,
  NameCell,
  SentenceCell,
  StaleContext,
  TextCell,
  VerdictMark,
  worstFirst,
} from '@greenroom/plugin-portal-react';
import type { VaultLine } from '@greenroom/plugin-vault-leases-common';
import type { VaultLinks } from '../../hooks/useVaultLinks';
import { nodesByState } from '../../vaults/nodes';
import { flavourWords, nodeLooks } from '../../words';
import styles from './Vaults.module.css';

/** The table of all Vaults. */
export function vaultsShape(links: VaultLinks): DataTableShape<VaultLine> {
  return {
    label: 'Vaults',
    noun: 'Vault',
    searchHint: 'Name, place, node…',
    keyOf: ({ name }) => name,
    textOf: searched,
    stateOf: ({ verdict }) => verdict.state,
    choices: [
      { name: 'Program', by: 'program', of: ({ flavour }) => flavourWords[flavour] },
      { name: 'Place', by: 'place', of: ({ place }) => place },
    ],
    columns: [
      {
        name: 'How it is',
        by: 'state',
        hint: 'worst first',
        width: 'minmax(160px, 2fr)',
        compare: worstFirst,
        cell: row => <SentenceCell row={row} />,
      },
      {
        name: 'Vault',
        by: 'name',
        width: 'minmax(150px, 1.6fr)',
        compare: byText(({ name }) => name),
        isName: true,
        cell: (row, tabIndex) => (
          <NameCell name={row.name} about={aboutOf(row)} href={links.vault(row.name)} tabIndex={tabIndex} />
        ),
      },
      { name: 'Nodes', width: 'minmax(150px, 1.8fr)', cell: row => <Nodes row={row} /> },
      {
        name: 'Leader',
        by: 'leader',
        width: 'minmax(90px, 0.8fr)',
        compare: byText(({ active }) => active),
        cell: row => <Leader row={row} />,
      },
      {
        name: 'May lose',
        by: 'tolerance',
        hint: 'fewest first',
        width: 'minmax(76px, 0.6fr)',
        compare: byNumber(({ failureTolerance: nodes }) => nodes && -nodes),
        cell: ({ failureTolerance: nodes }) => (
          <TextCell text={nodes === undefined ? undefined : count(nodes, 'node')} />
        ),
      },
      {
        name: 'Leases',
        by: 'leases',
        hint: 'most first',
        width: '80px',
        compare: byNumber(({ leases }) => leases),
        cell: ({ leases }) => <TextCell text={leases === undefined ? undefined : amount(leases)} />,
      },
      {
        name: 'Irrevocable',
        by: 'irrevocable',
        hint: 'most first',
        width: '92px',
        compare: byNumber(({ irrevocable }) => irrevocable),
        cell: row => <Irrevocable row={row} />,
      },
    ],
  };
}

function aboutOf({ flavour, version, place }: VaultLine): string {
  return [[flavourWords[flavour], version].filter(Boolean).join(' '), place].filter(Boolean).join(' · ');
}

function searched({ name, flavour, place, nodes, sentence }: VaultLine): string {
  return [name, flavourWords[flavour], place, ...nodes.map(node => node.name), sentence].join('\n');
}

function Nodes({ row }: { row: VaultLine }) {
  return (
    <StaleContext.Provider value={row.isOld === true}>
      <span className={styles.nodes} title={row.nodes.map(nodeWords).join('\n')}>
        {nodesByState(row.nodes).map(({ state, nodes }) => (
          <VerdictMark key={state} state={nodeLooks[state].state}>
            {nodes} {nodeLooks[state].words}
          </VerdictMark>
        ))}
      </span>
    </StaleContext.Provider>
  );
}

const nodeWords = ({ name, state }: VaultLine['nodes'][number]) => `${name}: ${nodeLooks[state].words}`;

/** Nobody leads is a fault only where it is known. */
function Leader({ row: { active, isOld, verdict } }: { row: VaultLine }) {
  if (active !== undefined) {
    return <TextCell text={isOld ? `was ${active}` : active} />;
  }
  return verdict.state === 'unknown' ? (
    <VerdictMark state="unknown">not known</VerdictMark>
  ) : (
    <VerdictMark state="degraded">nobody</VerdictMark>
  );
}

function Irrevocable({ row: { irrevocable, isOld } }: { row: VaultLine }) {
  if (!irrevocable) {
    return <TextCell text={irrevocable === 0 ? 'none' : undefined} />;
  }
  return (
    <StaleContext.Provider value={isOld === true}>
      <VerdictMark state="degraded">{amount(irrevocable)}</VerdictMark>
    </StaleContext.Provider>
  );
}
