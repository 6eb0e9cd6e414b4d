import type { Database, Member, PoolNode, PoolView } from '@greenroom/plugin-databases-common';
import { byText } from '@greenroom/plugin-portal-react';
import { groupsOf } from '../groups';
import { writes } from '../words';

/** Pixels of the drawing at its own size. */
export const BOX = { width: 176, height: 64 } as const;
const COLUMN = BOX.width + 34;
const HEAD = 26;
const GAP = 56;
/** Between followers below each other: the lag of the lower one is written there. */
const STACKED = 30;
const POOL_HEAD = 44;
const POOL_LINE = 19;
/** More columns than these are no longer read beside each other. */
export const MOST_COLUMNS = 4;
/** On a screen as narrow as a telephone's; zones have no columns of their own there. */
export const NARROW_COLUMNS = 2;

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface MemberBox extends Box {
  member: Member;
  writes: boolean;
}
export interface PoolBox extends Box {
  pool: PoolView;
}
/** Between the middle of an edge of one box and that of another. */
export interface Arrow {
  key: string;
  /** `replicates`: to a member that follows; `leads`: from a pgpool to what it takes for the primary. */
  kind: 'replicates' | 'leads';
  wrong: boolean;
  /** Nobody knows now whether it follows, or how far behind. */
  unknown: boolean;
  from: { x: number; y: number };
  to: { x: number; y: number };
  /** Follower that the arrow is about. */
  member?: Member;
}
export interface Topology {
  width: number;
  height: number;
  zones: { name: string; x: number }[];
  members: MemberBox[];
  pools: PoolBox[];
  arrows: Arrow[];
}

/** Where everything of a database is drawn: pgpools in front, then who writes, then who follows, each in the column of its zone. */
export function layTopology(
  database: Pick<Database, 'members'>,
  pools: readonly PoolView[],
  most = MOST_COLUMNS,
): Topology {
  const columns = columnsOf(database.members, most);
  const wide = Math.max(columns.length, Math.min(most, pools.length), 1);
  const width = wide * COLUMN;
  const poolBoxes = layPools(pools, { width, most });
  const top = Math.max(0, ...poolBoxes.map(({ y, height }) => y + height + GAP));
  const isZoned = columns.some(({ zone }) => zone !== undefined);
  const members = layMembers(columns, { top: top + (isZoned ? HEAD : 4), width });
  return {
    width,
    height: Math.max(0, ...members.map(({ y, height }) => y + height), top) + 6,
    zones: isZoned
      ? columns.map(({ zone }, at) => ({
          name: zone ?? 'zone not known',
          x: columnX(at, columns.length, width) + BOX.width / 2,
        }))
      : [],
    members,
    pools: poolBoxes,
    arrows: [...replication(members), ...poolArrows(poolBoxes, members)],
  };
}

interface Column {
  zone: string | undefined;
  members: readonly Member[];
}

/** One for each zone; where no zone is known, one for each member as long as they have room. */
function columnsOf(members: readonly Member[], most: number): Column[] {
  const sorted = [...members].sort(
    (a, b) => byText<Member>(({ zone }) => zone)(a, b) || byText<Member>(({ id }) => id)(a, b),
  );
  if (most > NARROW_COLUMNS && sorted.some(({ zone }) => zone !== undefined)) {
    const byZone = groupsOf(sorted, ({ zone }) => zone);
    return [...byZone].map(([zone, own]) => ({ zone, members: own }));
  }
  const many = Math.min(most, sorted.length);
  return Array.from({ length: many }, (_, at) => ({
    zone: undefined,
    members: sorted.filter((__, index) => index % many === at),
  }));
}

const columnX = (at: number, columns: number, width: number) =>
  (width - columns * COLUMN) / 2 + at * COLUMN + (COLUMN - BOX.width) / 2;

function layMembers(columns: readonly Column[], { top, width }: { top: number; width: number }): MemberBox[] {
  const second = columns.some(({ members }) => members.some(writes)) ? BOX.height + GAP : 0;
  return columns.flatMap(({ members }, at) => {
    const x = columnX(at, columns.length, width);
    const boxes = (own: readonly Member[], from: number, step: number) =>
      own.map((member, row) => ({
        member,
        writes: writes(member),
        x,
        y: from + row * step,
        width: BOX.width,
        height: BOX.height,
      }));
    const writing = members.filter(writes);
    // A second one that writes in a zone is split brain: it stands below the first, and what follows below that.
    const below = top + second + Math.max(0, writing.length - 1) * (BOX.height + 12);
    return [
      ...boxes(writing, top, BOX.height + 12),
      ...boxes(
        members.filter(member => !writes(member)),
        below,
        BOX.height + STACKED,
      ),
    ];
  });
}

function layPools(pools: readonly PoolView[], { width, most }: { width: number; most: number }): PoolBox[] {
  const across = Math.min(most, Math.max(1, pools.length));
  const lines = Math.max(1, ...pools.map(({ nodes }) => nodes.length));
  const height = POOL_HEAD + lines * POOL_LINE + 6;
  return pools.map((pool, at) => ({
    pool,
    x: columnX(at % across, across, width),
    y: Math.floor(at / across) * (height + 14) + 2,
    width: BOX.width,
    height,
  }));
}

/** One member that writes is followed; of two nobody knows who follows whom. */
function replication(members: readonly MemberBox[]): Arrow[] {
  const writing = members.filter(box => box.writes);
  const [writer] = writing;
  if (!writer || writing.length > 1) {
    return [];
  }
  return members
    .filter(box => !box.writes)
    .map(box => ({
      key: `replicates ${box.member.id}`,
      kind: 'replicates' as const,
      wrong: false,
      unknown: box.member.lag === 'unknown' || box.member.verdict.state === 'unknown' || isAway(box.member),
      from: { x: writer.x + writer.width / 2, y: writer.y + writer.height },
      to: { x: box.x + box.width / 2, y: box.y },
      member: box.member,
    }));
}

/** Of one that does not answer there is no lag to tell. */
function isAway({ lag, state }: Member): boolean {
  return lag === undefined && ['not reachable', 'does not follow', 'answers nobody'].includes(state);
}

/** From each pgpool to what it takes for the primary: what does not write is the wrong one. */
function poolArrows(pools: readonly PoolBox[], members: readonly MemberBox[]): Arrow[] {
  return pools.flatMap(({ pool, x, y, width, height }) =>
    pool.nodes.filter(takenForPrimary).flatMap(({ node, member }) => {
      const box = members.find(one => one.member.id === member);
      return box
        ? [
            {
              key: `leads ${pool.name} ${node}`,
              kind: 'leads' as const,
              wrong: !box.writes,
              unknown: false,
              from: { x: x + width / 2, y: y + height },
              to: { x: box.x + box.width / 2, y: box.y },
            },
          ]
        : [];
    }),
  );
}

function takenForPrimary({ role, status }: PoolNode): boolean {
  return role === 'primary' && status !== 'down' && status !== 'unused';
}
