import { PostgresError } from '../PostgresError';
import { segmentSize, walFile } from '../model/Archiver';
import type { TableFunction } from '../sql/Expression';
import { types } from '../sql/types';
import { asNumber, type Value } from '../sql/values';
import { type Asking, isMonitor } from './Asking';
import { slotsOf } from './replicationViews';
import { columnsOf } from './view';

const files = columnsOf('name text, size int8, modification timestamptz');
/** WAL files that are made ready for what will be written. */
const recycled = 4n;

/** Functions that are tables, for one session. */
export function tableFunctions(asking: Asking): Readonly<Record<string, readonly TableFunction[]>> {
  return {
    pg_ls_waldir: [{ takes: [], columns: files, rows: () => allowed('pg_ls_waldir', asking, walFiles) }],
    pg_ls_archive_statusdir: [
      { takes: [], columns: files, rows: () => allowed('pg_ls_archive_statusdir', asking, statusFiles) },
    ],
    generate_series: [
      {
        takes: [types.int4, types.int4],
        columns: [{ name: 'generate_series', type: types.int4 }],
        rows: ([first, last]) => series(asNumber(first), asNumber(last)),
      },
    ],
  };
}

/** @throws PostgresError 42501 */
function allowed(name: string, asking: Asking, read: (asking: Asking) => Value[][]): Value[][] {
  if (isMonitor(asking)) return read(asking);
  throw new PostgresError('42501', `permission denied for function ${name}`);
}

/** From the oldest that a slot or the archiver wants to those that are ready to be written. */
function walFiles({ node, cluster }: Asking): Value[][] {
  const now = node.now();
  const current = node.wal(now) / segmentSize;
  const wanted = slotsOf({ node, cluster }).map(({ restart }) => restart / segmentSize);
  const unarchived = node.inRecovery ? current : current - BigInt(node.archiver.read(now).ready);
  const oldest = [...wanted, unarchived].reduce((least, each) => (each < least ? each : least), current) - 1n;
  const count = Number(current - oldest + 1n + recycled);
  return Array.from({ length: count }, (_unused, index) => {
    const segment = oldest + BigInt(index);
    const written = Math.min(now, node.options.load.reached((segment + 1n) * segmentSize));
    return [walFile(node.timeline, segment), segmentSize, whole(node.options.moments.stamp(written))];
  });
}

function statusFiles({ node }: Asking): Value[][] {
  if (node.inRecovery) return [];
  const now = node.now();
  const { ready } = node.archiver.read(now);
  const current = node.wal(now) / segmentSize;
  return Array.from({ length: ready }, (_unused, index) => [
    `${walFile(node.timeline, current - BigInt(ready - index))}.ready`,
    0n,
    whole(node.options.moments.stamp(now)),
  ]);
}

/** File systems tell whole seconds. */
function whole(milliseconds: number): number {
  return Math.floor(milliseconds / 1_000) * 1_000;
}

function series(first: number, last: number): Value[][] {
  const length = Math.max(0, last - first + 1);
  if (length > 100_000) throw new PostgresError('54000', 'too many rows for the sandbox');
  return Array.from({ length }, (_unused, index) => [first + index]);
}
