import { parseEntityRef } from '@backstage/catalog-model';
import type { DatabaseLine } from '@greenroom/plugin-databases-common';
import {
  byNumber,
  byText,
  type DataTableShape,
  NameCell,
  RelativeTime,
  SentenceCell,
  StaleContext,
  TextCell,
  VerdictMark,
  WhereWide,
  worstFirst,
} from '@greenroom/plugin-portal-react';
import { roleWords } from '../../databases/roles';
import type { DatabaseLinks } from '../../hooks/useDatabaseLinks';
import {
  connectionWords,
  engineShort,
  engineWords,
  filled,
  lagSize,
  lagWords,
  serviceNames,
  shareWords,
  storageWords,
} from '../../words';
import styles from './Databases.module.css';

/** The table of all databases. */
export function databasesShape(links: DatabaseLinks): DataTableShape<DatabaseLine> {
  return {
    label: 'Databases',
    noun: 'database',
    searchHint: 'Name, engine, member, zone, service…',
    keyOf: ({ id }) => id,
    // Members, lag and connections, storage: a line or two each.
    narrowRowPx: 180,
    textOf: searched,
    stateOf: ({ verdict }) => verdict.state,
    choices: [
      { name: 'Engine', by: 'engine', of: ({ engine }) => engineWords[engine] },
      { name: 'Place', by: 'place', of: ({ place }) => place },
      { name: 'Owner', by: 'owner', of: ({ owner }) => owner && parseEntityRef(owner).name },
      { name: 'Service', by: 'service', of: ({ entityRefs }) => serviceNames(entityRefs) },
    ],
    columns: [
      {
        name: 'How it is',
        by: 'state',
        hint: 'worst first',
        width: 'minmax(180px, 2.4fr)',
        compare: worstFirst,
        cell: row => <SentenceCell row={row} />,
      },
      {
        name: 'Database',
        by: 'name',
        width: 'minmax(110px, 1.2fr)',
        compare: byText(({ name }) => name),
        isName: true,
        cell: (row, tabIndex) => (
          <NameCell name={row.name} about={row.place} href={links.one(row.id)} tabIndex={tabIndex} />
        ),
      },
      {
        name: 'Engine',
        by: 'engine',
        width: 'minmax(80px, 0.9fr)',
        compare: byText(({ engine }) => engineWords[engine]),
        cell: ({ engine, version }) => (
          <WhereWide>
            <TextCell text={engineShort[engine]} more={version} />
          </WhereWide>
        ),
      },
      { name: 'Members', width: 'minmax(140px, 1.8fr)', cell: row => <Members row={row} /> },
      {
        name: 'Lag',
        by: 'lag',
        hint: 'furthest behind first',
        width: '64px',
        compare: byNumber(({ lag }) => lagSize(lag)),
        cell: ({ lag }) => <TextCell text={lagWords(lag)} />,
      },
      {
        name: 'Connections',
        by: 'connections',
        hint: 'fullest first',
        width: 'minmax(82px, 0.7fr)',
        compare: byNumber(({ connections: { used, limit } }) => filled(used, limit)),
        cell: ({ connections: it, isOld }) => (
          <Share words={connectionWords(it)} part={it.used} whole={it.limit} isOld={isOld} />
        ),
      },
      {
        name: 'Storage',
        by: 'storage',
        hint: 'fullest first',
        width: 'minmax(88px, 0.8fr)',
        compare: byNumber(({ storage: { usedBytes, limitBytes } }) => filled(usedBytes, limitBytes)),
        cell: ({ storage: it, isOld }) => (
          <Share words={storageWords(it)} part={it.usedBytes} whole={it.limitBytes} isOld={isOld} />
        ),
      },
      {
        name: 'Restorable to',
        by: 'restore',
        hint: 'oldest first',
        width: 'minmax(86px, 0.7fr)',
        compare: byText(({ backups }) => backups.latestRestore ?? backups.lastAt),
        cell: ({ backups, isOld }) => (
          <WhereWide>
            <StaleContext.Provider value={isOld === true}>
              <Restorable backups={backups} />
            </StaleContext.Provider>
          </WhereWide>
        ),
      },
      {
        name: 'Alarms',
        by: 'alarms',
        hint: 'most first',
        width: '92px',
        compare: byNumber(({ alarms }) => alarms.alarm * 1000 + alarms.insufficientData),
        cell: ({ alarms, isOld }) => (
          <StaleContext.Provider value={isOld === true}>
            <Alarms alarms={alarms} />
          </StaleContext.Provider>
        ),
      },
    ],
  };
}

function searched({ name, id, engine, place, roles, entityRefs, sentence }: DatabaseLine): string {
  const members = roles.map(({ id: member, zone, role }) => `${member} ${zone ?? ''} ${role}`);
  return [name, id, engineWords[engine], place, ...members, ...entityRefs, sentence].join('\n');
}

function Members({ row: { roles, place } }: { row: DatabaseLine }) {
  const { writer, others } = roleWords(roles, place);
  return <TextCell text={writer} more={others} />;
}

/** Most of it is used. */
const NEARLY = 0.8;

function Share(props: {
  words: string | undefined;
  part: number | undefined;
  whole: number | undefined;
  isOld: boolean | undefined;
}) {
  const { words, part, whole, isOld } = props;
  const told = shareWords(part, whole);
  return (
    <span className={styles.share} data-full={(!isOld && (filled(part, whole) ?? 0) >= NEARLY) || undefined}>
      <TextCell text={told ?? words} more={told && words} />
    </span>
  );
}

function Restorable({ backups }: { backups: DatabaseLine['backups'] }) {
  const { latestRestore, lastAt, lastFailedAt } = backups;
  const at = latestRestore ?? lastAt;
  const failed = lastFailedAt !== undefined && (lastAt === undefined || lastFailedAt > lastAt);
  return (
    <span>
      {at ? <RelativeTime at={at} /> : <TextCell text={undefined} />}
      {failed && (
        <span className={styles.second}>
          <VerdictMark state="degraded">last backup failed</VerdictMark>
        </span>
      )}
    </span>
  );
}

function Alarms({ alarms: { alarm, ok, insufficientData } }: { alarms: DatabaseLine['alarms'] }) {
  if (alarm > 0) {
    return <VerdictMark state="degraded">{alarm} on</VerdictMark>;
  }
  if (insufficientData > 0) {
    return <VerdictMark state="unknown">{insufficientData} blind</VerdictMark>;
  }
  return ok > 0 ? (
    <WhereWide>
      <VerdictMark state="healthy">{ok} ok</VerdictMark>
    </WhereWide>
  ) : (
    <TextCell text={undefined} />
  );
}
