import type { Member } from '@greenroom/plugin-databases-common';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import fc from 'fast-check';
import { makeDatabase, makeMember, makePooled, pools } from '../__testUtils__/databases';
import { beliefsOf, troublesOf } from './beliefs';
import { restoreWindow } from './restoreWindow';
import { type Box, layTopology, MOST_COLUMNS, NARROW_COLUMNS } from './topology';

const members = fc
  .array(
    fc.record({
      role: fc.constantFrom<Member['role']>('writer', 'reader', 'standby', 'unknown'),
      zone: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: undefined }),
    }),
    { maxLength: 16 },
  )
  .map(all => all.map(({ role, zone }, index) => makeMember({ id: `m${index}`, role, zone })));

const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

describe('the drawing', () => {
  it('has every member and pgpool once, within its edges, and none over another', () => {
    const most = fc.constantFrom(NARROW_COLUMNS, MOST_COLUMNS);
    const property = fc.property(members, fc.integer({ min: 0, max: 6 }), most, (all, n, columns) => {
      const own = Array.from({ length: n }, (_, index) => ({ ...pools[0]!, name: `pool${index}` }));
      const { width, height, members: boxes, pools: front } = layTopology({ members: all }, own, columns);
      expect(boxes.map(({ member }) => member.id).sort()).toEqual(all.map(({ id }) => id).sort());
      expect(front).toHaveLength(n);
      const every: Box[] = [...boxes, ...front];
      every.forEach((box, index) => {
        expect(box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height).toBe(
          true,
        );
        expect(every.slice(index + 1).some(other => overlap(box, other))).toBe(false);
      });
    });
    fc.assert(property, propertyRuns());
  });

  it('has who writes above who follows, in the column of its zone, and an arrow to each', () => {
    const { members: boxes, arrows, zones } = layTopology(makeDatabase(), []);
    const [a, b, c] = boxes;
    expect([a?.member.id, b?.member.id, c?.member.id]).toEqual(['shop-a', 'shop-b', 'shop-c']);
    expect(b!.y).toBeLessThan(Math.min(a!.y, c!.y));
    expect(a!.x < b!.x && b!.x < c!.x).toBe(true);
    expect(zones.map(({ name }) => name)).toEqual(['eu-west-1a', 'eu-west-1b', 'eu-west-1c']);
    expect(arrows.map(({ member }) => member?.id)).toEqual(['shop-a', 'shop-c']);
  });

  it('does not draw as followed what nobody knows to follow', () => {
    const [late, primary] = makePooled().members;
    const near = makeMember({ ...late!, lag: { value: 0, unit: 'bytes', source: 'WAL' } });
    const gone = { ...late!, state: 'not reachable', lag: undefined };
    const arrowTo = (member: Member) => layTopology({ members: [primary!, member] }, []).arrows[0]?.unknown;
    expect([near, gone, late!].map(arrowTo)).toEqual([false, true, true]);
  });

  it('has an arrow from each pgpool to what it takes for the primary, and knows the wrong one', () => {
    const { arrows } = layTopology(makePooled(), pools);
    expect(arrows.filter(({ kind }) => kind === 'leads').map(({ key, wrong }) => [key, wrong])).toEqual([
      ['leads pgpool-0 1', false],
      ['leads pgpool-1 0', true],
    ]);
  });

  it('follows nobody while two write', () => {
    const split = makePooled().members.map(member => ({ ...member, role: 'primary' as const }));
    expect(layTopology({ members: split }, []).arrows).toEqual([]);
    expect(troublesOf({ members: split }, [])).toEqual(['Split brain: pg-0 and pg-1 both take writes.']);
  });
});

describe('what pgpool believes', () => {
  const { members: own } = makePooled();
  const [down] = pools[0]!.nodes;

  it.each([
    [{ ...down!, pgStatus: 'up' }, 'is up, and not re-attached'],
    [{ ...down!, pgStatus: undefined }, 'is up, and not re-attached'],
    [{ ...down!, status: 'up', pgRole: 'standby' }, undefined],
    [{ ...down!, status: 'up', pgStatus: 'down' }, 'is down'],
    [{ ...down!, status: 'up', role: 'primary', pgRole: undefined }, 'is standby'],
  ])('%j', (node, wrong) => {
    expect(beliefsOf({ ...pools[0]!, nodes: [node] }, own)[0]?.wrong).toBe(wrong);
  });

  it('is not taken for wrong where nobody knows better', () => {
    const node = { ...down!, member: undefined, pgStatus: undefined };
    expect(beliefsOf({ ...pools[0]!, nodes: [node] }, own)[0]?.wrong).toBeUndefined();
  });
});

describe('the restore window', () => {
  const now = new Date('2026-11-21T10:00:00Z');
  const window = { earliestRestore: '2026-11-14T10:00:00Z', latestRestore: '2026-11-21T09:55:00Z' };

  it('lies between the oldest that is kept and now', () => {
    const found = restoreWindow({ ...window, retentionDays: 7 }, now);
    expect(found?.from).toBeCloseTo(0.029, 2);
    expect(found?.to).toBeCloseTo(0.9995, 3);
  });

  it('is shorter than what is to be kept where backups began lately', () => {
    expect(
      restoreWindow({ ...window, earliestRestore: '2026-11-20T10:00:00Z', retentionDays: 7 }, now)?.from,
    ).toBeGreaterThan(0.8);
  });

  it.each([
    [{}],
    [{ earliestRestore: window.earliestRestore }],
    [{ earliestRestore: window.latestRestore, latestRestore: window.earliestRestore }],
    [{ earliestRestore: 'x', latestRestore: 'y' }],
  ])('is not drawn of %j', backups => expect(restoreWindow(backups, now)).toBeUndefined());
});
