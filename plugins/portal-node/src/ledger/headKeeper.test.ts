import { ConflictError } from '@backstage/errors';
import { type HeadConfigMap, type headConfigMapSchema, type headPatch } from './headConfigMap';
import { headKeeper } from './headKeeper';
import type { SignedHead } from './SignedHead';

type Patch = NonNullable<ReturnType<typeof headPatch>>;

const head = (seq: number): SignedHead => ({
  chain: 'rollouts',
  seq,
  hash: `${seq}`,
  at: '2026-11-21T10:00:00Z',
});

/** One ConfigMap; `others` write between our reading and our writing, each once. */
function setup(others: SignedHead[] = []) {
  const map = { metadata: { uid: 'u', resourceVersion: '1' }, data: {} as Record<string, string> };
  const put = (data: Record<string, string>) => {
    map.data = data;
    map.metadata = { uid: 'u', resourceVersion: `${Number(map.metadata.resourceVersion) + 1}` };
  };
  const cluster = {
    async read(_: object, schema: typeof headConfigMapSchema): Promise<HeadConfigMap> {
      return schema.parse(structuredClone(map));
    },
    async guardedPatch({ preconditions, change }: Patch) {
      const other = others.shift();
      if (other) {
        put({ 'rollouts.json': JSON.stringify(other) });
      }
      const holds = preconditions.every(
        ({ path, value }) => value === (path.endsWith('uid') ? 'u' : map.metadata.resourceVersion),
      );
      if (!holds) {
        throw new ConflictError('somebody wrote it');
      }
      change.forEach(({ value }) => put(value));
    },
  };
  const keep = headKeeper(
    { get: () => cluster },
    { cluster: 'one', namespace: 'greenroom', name: 'ledger-head' },
  );
  return { keep, kept: () => JSON.parse(map.data['rollouts.json'] ?? '{}').seq };
}

it('keeps the newest head', async () => {
  const { keep, kept } = setup();
  await keep(head(3));
  expect(kept()).toBe(3);
  await keep(head(5));
  await keep(head(4));
  expect(kept()).toBe(5);
});

it('comes through beside another replica, and leaves a newer head of it alone', async () => {
  const { keep, kept } = setup([head(1)]);
  await keep(head(3));
  expect(kept()).toBe(3);
  const other = setup([head(9)]);
  await other.keep(head(3));
  expect(other.kept()).toBe(9);
});

it('gives up, and says so, where somebody writes all the time', async () => {
  const { keep } = setup([head(1), head(1), head(1)]);
  await expect(keep(head(3))).rejects.toThrow('somebody wrote it');
});
