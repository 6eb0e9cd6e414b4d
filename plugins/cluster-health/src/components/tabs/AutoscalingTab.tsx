import {
  type AutoscalerRow,
  autoscalerRowSchema,
  type NodePoolRow,
  nodePoolRowSchema,
  type PoolLimit,
} from '@greenroom/plugin-cluster-health-common';
import {
  byNumber,
  bytesOf,
  byText,
  type DataTableShape,
  Duration,
  NameCell,
  Panel,
  stateColumn,
  TextCell,
  timeColumn,
  VerdictMark,
  worstFirst,
} from '@greenroom/plugin-portal-react';
import { useSection } from '../../hooks/useSection';
import { coresOf } from '../../words';
import { inNamespace, namespaceColumn } from './columns';
import { SectionTable, type TabProps } from './SectionTable';
import styles from './Tabs.module.css';

/** What adds pods, and what adds nodes for them. */
export function AutoscalingTab(props: TabProps) {
  const pools = useSection(props.sections, 'node-pool', nodePoolRowSchema);
  return (
    <>
      {pools.rows.length > 0 && <NodePools pools={pools.rows} />}
      <SectionTable
        {...props}
        section="autoscaler"
        schema={autoscalerRowSchema}
        shape={autoscalersShape}
        empty="No HorizontalPodAutoscaler in the namespaces that you may see."
      />
    </>
  );
}

function NodePools({ pools }: { pools: readonly NodePoolRow[] }) {
  return (
    <Panel title="Nodes" flush level={3}>
      <ul className={styles.list} aria-label="Where nodes come from">
        {[...pools].sort(worstFirst).map(({ engine, name, verdict, nodes, coming, limits }) => (
          <li key={`${engine} ${name}`} className={styles.item}>
            <VerdictMark state={verdict.state} />
            <span className={styles.text}>
              <strong>{name}</strong>{' '}
              <span className={styles.quiet}>
                {engine === 'karpenter' ? 'Karpenter NodePool' : 'node group of the Cluster Autoscaler'}
              </span>
              {verdict.state !== 'healthy' && verdict.reasons[0] && (
                <span className={styles.second}>{verdict.reasons[0].text}</span>
              )}
            </span>
            <span className={styles.text}>
              {nodes} there{coming > 0 && `, ${coming} coming`}
              {limits.map(limit => (
                <span key={limit.resource} className={styles.second}>
                  {limitWords(limit)}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function limitWords({ resource, used, limit }: PoolLimit): string {
  const words = new Map([
    ['cpu', coresOf],
    ['memory', bytesOf],
  ]).get(resource);
  return `${words?.(used, limit) ?? `${used} of ${limit} ${resource}`}, its limit`;
}

function metricWords({ metrics }: AutoscalerRow): string | undefined {
  const words = metrics.map(
    ({ name, current, target }) => `${name} ${current ?? 'not known'}${target ? ` of ${target}` : ''}`,
  );
  return words.length > 0 ? words.join(', ') : undefined;
}

const autoscalersShape: DataTableShape<AutoscalerRow> = {
  label: 'Autoscalers',
  noun: 'autoscaler',
  searchHint: 'Name, namespace, target…',
  keyOf: ({ namespace, name }) => `${namespace}/${name}`,
  textOf: ({ namespace, name, target }) => [namespace, name, target.kind, target.name].join('\n'),
  stateOf: ({ verdict }) => verdict.state,
  choices: [inNamespace],
  columns: [
    stateColumn('minmax(150px, 1.5fr)'),
    {
      name: 'Autoscaler',
      by: 'name',
      width: 'minmax(150px, 1.2fr)',
      compare: byText(({ name }) => name),
      isName: true,
      cell: ({ name, target }, tabIndex) => (
        <NameCell name={name} about={`of ${target.kind} ${target.name}`} tabIndex={tabIndex} />
      ),
    },
    namespaceColumn,
    {
      name: 'Pods',
      by: 'pods',
      hint: 'most first',
      width: 'minmax(110px, 0.8fr)',
      compare: byNumber(({ current }) => current),
      cell: ({ min, max, current, desired }) => (
        <TextCell
          text={`${min}–${max}, now ${current}`}
          more={desired === current ? undefined : `wants ${desired}`}
        />
      ),
    },
    {
      name: 'Follows',
      width: 'minmax(130px, 1.2fr)',
      cell: row => <TextCell text={metricWords(row)} />,
    },
    {
      name: 'At its maximum',
      by: 'maximum',
      hint: 'longest first',
      width: 'minmax(100px, 0.7fr)',
      compare: byText(({ atMaximumSince }) => atMaximumSince),
      cell: ({ atMaximumSince }) =>
        atMaximumSince ? (
          <>
            for <Duration since={atMaximumSince} />
          </>
        ) : (
          <TextCell text={undefined} />
        ),
    },
    timeColumn({ name: 'Scaled', by: 'scaled', width: '96px' }, ({ lastScaledAt }) => lastScaledAt),
  ],
};
