import { expect } from 'expect';
import type { Check } from '../../Check';
import { type CheckContext, core, createConfigMap } from '../../CheckContext';
import { at, listAt, textAt } from '../../json';

const OURS = 'conformance=list';

async function createSome(context: CheckContext, count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    const labels = { conformance: 'list', index: String(index), ...(index % 2 ? { odd: 'yes' } : {}) };
    await createConfigMap(context, `some-${index}`, { labels });
  }
}

function names(list: unknown): string[] {
  return listAt(list, 'items').map(item => textAt(item, 'metadata', 'name'));
}

/** Paging, selectors, versions of lists. */
export const lists: readonly Check[] = [
  {
    id: 'api/list-pages',
    title: 'a list in pages is the list as it was at the first',
    async run(context) {
      const { api } = context;
      await createSome(context, 5);
      const path = core(context, 'configmaps');
      const fields = { limit: '2', labelSelector: OURS };
      const first = await api.must({ path, query: fields });
      expect(names(first)).toEqual(['some-0', 'some-1']);
      // Changes between the pages are not seen.
      await api.delete(`${path}/some-3`);
      await createConfigMap(context, 'some-9', { labels: { conformance: 'list' } });
      const next = (page: unknown) =>
        api.must({ path, query: { ...fields, continue: textAt(page, 'metadata', 'continue') } });
      const second = await next(first);
      const third = await next(second);
      expect([...names(second), ...names(third)]).toEqual(['some-2', 'some-3', 'some-4']);
      expect(at(third, 'metadata', 'continue')).toBeUndefined();
      const version = (page: unknown) => textAt(page, 'metadata', 'resourceVersion');
      expect([version(second), version(third)]).toEqual([version(first), version(first)]);
    },
  },
  {
    id: 'api/list-remaining',
    title: 'says how many remain, but not with a selector; refuses a token that is none',
    async run(context) {
      const { api } = context;
      await createSome(context, 3);
      const path = core(context, 'configmaps');
      const all = names(await api.must({ path }));
      const page = await api.must({ path, query: { limit: '1' } });
      expect(at(page, 'metadata', 'remainingItemCount')).toBe(all.length - 1);
      const selected = await api.must({ path, query: { limit: '1', labelSelector: OURS } });
      expect(at(selected, 'metadata', 'remainingItemCount')).toBeUndefined();
      const wrong = await api.ask({ path, query: { limit: '1', continue: 'nonsense' } });
      expect(wrong).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('continue key is not valid') },
      });
    },
  },
  {
    id: 'api/selectors',
    title: 'label and field selectors take what they say',
    async run(context) {
      await createSome(context, 4);
      const path = core(context, 'configmaps');
      const select = async (query: Record<string, string>) => names(await context.api.must({ path, query }));
      const expected: [string, string[]][] = [
        ['index=1', ['some-1']],
        ['index==1', ['some-1']],
        [`${OURS},index!=1`, ['some-0', 'some-2', 'some-3']],
        ['index in (0, 3)', ['some-0', 'some-3']],
        [`${OURS},index notin (0,3)`, ['some-1', 'some-2']],
        [`${OURS},odd`, ['some-1', 'some-3']],
        [`${OURS},!odd`, ['some-0', 'some-2']],
        ['index>1,conformance=list', ['some-2', 'some-3']],
      ];
      for (const [labelSelector, found] of expected) {
        expect([labelSelector, await select({ labelSelector })]).toEqual([labelSelector, found]);
      }
      expect(await select({ fieldSelector: 'metadata.name=some-2' })).toEqual(['some-2']);
      const fieldSelector = 'metadata.name!=some-2';
      expect(await select({ labelSelector: OURS, fieldSelector })).toEqual(['some-0', 'some-1', 'some-3']);
    },
  },
  {
    id: 'api/list-versions',
    title: 'lists of a version: at least, exactly, and from the future',
    async run(context) {
      const { api } = context;
      await createSome(context, 1);
      const path = core(context, 'configmaps');
      const then = textAt(await api.must({ path }), 'metadata', 'resourceVersion');
      await createConfigMap(context, 'later', { labels: { conformance: 'list' } });
      const at0 = await api.must({ path, query: { resourceVersion: '0', labelSelector: OURS } });
      expect(names(at0)).toContain('some-0');
      const exact = await api.must({
        path,
        query: { resourceVersion: then, resourceVersionMatch: 'Exact', labelSelector: OURS },
      });
      expect(names(exact)).toEqual(['some-0']);
      const least = { resourceVersion: then, resourceVersionMatch: 'NotOlderThan', labelSelector: OURS };
      expect(names(await api.must({ path, query: least }))).toContain('some-0');
      const future = String(Number(then) + 1_000_000);
      const late = await api.ask({ path, query: { ...least, resourceVersion: future } });
      expect(late).toMatchObject({
        status: 504,
        body: { reason: 'Timeout', details: { causes: [{ reason: 'ResourceVersionTooLarge' }] } },
      });
      expect(late.headers['retry-after']).toBe('1');
    },
  },
  {
    id: 'api/delete-collection',
    title: 'deletes what a selector takes, and nothing else',
    async run(context) {
      const { api } = context;
      await createSome(context, 3);
      const path = core(context, 'configmaps');
      await api.must({ method: 'DELETE', path, query: { labelSelector: 'odd=yes' } });
      expect(names(await api.must({ path, query: { labelSelector: OURS } }))).toEqual(['some-0', 'some-2']);
    },
  },
];
