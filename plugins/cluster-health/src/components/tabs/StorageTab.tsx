import {
  type CephRow,
  cephRowSchema,
  type VolumeRow,
  volumeRowSchema,
} from '@greenroom/plugin-cluster-health-common';
import {
  byNumber,
  bytesOf,
  bytesWords,
  byText,
  capital,
  count,
  type DataTableShape,
  NameCell,
  Panel,
  RelativeTime,
  share,
  stateColumn,
  TextCell,
  textColumn,
  timeColumn,
  VerdictMark,
  worstFirst,
} from '@greenroom/plugin-portal-react';
import { useSection } from '../../hooks/useSection';
import { inNamespace, namespaceColumn } from './columns';
import { SectionTable, type TabProps } from './SectionTable';
import styles from './Tabs.module.css';

/** Volumes, and the health of Ceph where the cluster has one. */
export function StorageTab(props: TabProps) {
  const ceph = useSection(props.sections, 'ceph', cephRowSchema);
  return (
    <>
      {ceph.rows.length > 0 && <Ceph rows={ceph.rows} />}
      <SectionTable
        {...props}
        section="volume"
        schema={volumeRowSchema}
        shape={volumesShape}
        empty="No volumes in the namespaces that you may see."
      />
    </>
  );
}

function Ceph({ rows }: { rows: readonly CephRow[] }) {
  return (
    <Panel title="Ceph" flush level={3}>
      <ul className={styles.list} aria-label="Ceph">
        {[...rows].sort(worstFirst).map(row => (
          <li key={`${row.kind} ${row.namespace} ${row.name}`} className={styles.item}>
            <VerdictMark state={row.verdict.state} />
            <span className={styles.text}>
              <strong>{row.name}</strong>{' '}
              <span className={styles.quiet}>
                {row.kind}
                {row.health && ` · ${row.health}`}
                {row.replicas !== undefined && ` · ${count(row.replicas, 'copy', 'copies')}`}
              </span>
              {row.checks.map(({ name, message }) => (
                <span key={name} className={styles.second}>
                  {capital(message)}
                </span>
              ))}
            </span>
            <span className={styles.text}>
              {row.usedBytes !== undefined && row.totalBytes !== undefined && (
                <>
                  {bytesOf(row.usedBytes, row.totalBytes)} used, {share(row.usedBytes, row.totalBytes)}
                </>
              )}
              {row.checkedAt && (
                <span className={styles.second}>
                  asked <RelativeTime at={row.checkedAt} />
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const volumesShape: DataTableShape<VolumeRow> = {
  label: 'Volumes',
  noun: 'volume',
  searchHint: 'Claim, namespace, volume, class…',
  keyOf: ({ namespace, name }) => `${namespace ?? ''}/${name}`,
  textOf: row => [row.namespace, row.name, row.volume, row.storageClass, row.phase].join('\n'),
  stateOf: ({ verdict }) => verdict.state,
  choices: [inNamespace],
  columns: [
    stateColumn('minmax(150px, 1.4fr)'),
    {
      name: 'Claim',
      by: 'name',
      width: 'minmax(160px, 1.3fr)',
      compare: byText(({ name }) => name),
      isName: true,
      cell: ({ name, namespace, volume }, tabIndex) => (
        <NameCell
          name={name}
          about={namespace ? volume : 'a volume that no claim holds'}
          tabIndex={tabIndex}
        />
      ),
    },
    namespaceColumn,
    textColumn({ name: 'Phase', by: 'phase', width: '90px' }, ({ phase }) => phase),
    {
      name: 'Class',
      by: 'class',
      width: 'minmax(100px, 0.8fr)',
      compare: byText(({ storageClass }) => storageClass),
      cell: ({ storageClass, accessModes }) => (
        <TextCell text={storageClass} more={accessModes.join(', ') || undefined} />
      ),
    },
    {
      name: 'Size',
      by: 'size',
      hint: 'largest first',
      width: '100px',
      compare: byNumber(({ capacityBytes, requestedBytes }) => capacityBytes ?? requestedBytes),
      cell: ({ capacityBytes, requestedBytes }) => (
        <TextCell text={sizeWords(capacityBytes, requestedBytes)} />
      ),
    },
    timeColumn(
      { name: 'Since', by: 'age', hint: 'oldest first', width: '96px' },
      ({ createdAt }) => createdAt,
    ),
  ],
};

function sizeWords(capacity: number | undefined, requested: number | undefined): string | undefined {
  if (capacity !== undefined) {
    return bytesWords(capacity);
  }
  return requested === undefined ? undefined : `${bytesWords(requested)} asked`;
}
