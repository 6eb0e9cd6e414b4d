import { eachDatabase } from '@greenroom/plugin-portal-node/testUtils';
import { ADA, actsStage, NOW, wanting } from '../__testUtils__/ActsStage';

/** More boundaries than there are from an act's beginning to its outcome. */
const MOST = 40;

/** What another process may find of an act whose process died: what was done of it, and what the ledger says came of it. */
const truths = [
  { done: 0, kinds: [] },
  { done: 0, kinds: ['act', 'act-failed'] },
  { done: 1, kinds: ['act', 'act-done'] },
];

eachDatabase((_engine, open) => {
  it.each(['renew', 'revoke'] as const)(
    'killed at any boundary of %s: at most one call, one outcome, and it is true',
    async act => {
      const found: (typeof truths)[number][] = [];
      for (let at = 1; at <= MOST; at += 1) {
        const { clock, kinds, ledger, operator, replica } = await actsStage(open);
        const first = await replica();
        first.left = at;
        let isOver = false;
        void first.acts.perform(ADA, wanting(act), 'k').then(() => {
          isOver = true;
        });
        while (!isOver && !first.isDead) {
          await new Promise(resolve => setImmediate(resolve));
        }
        const second = await replica();
        clock.now = NOW + 61_000;
        await second.acts.round();
        await second.acts.round();
        const told = { done: operator.done.length, kinds: await kinds() };
        expect([at, truths]).toEqual([at, expect.arrayContaining([told])]);
        found.push(told);
        expect(await ledger.verify()).toMatchObject({ valid: true });
        if (isOver) {
          break;
        }
      }
      expect(new Set(found.map(({ kinds }) => kinds.join()))).toEqual(
        new Set(truths.map(({ kinds }) => kinds.join())),
      );
    },
    60_000,
  );
});
