import type { TopicChange } from '@greenroom/plugin-portal-node';
import type { QueueItem } from '@greenroom/plugin-rollouts-common';
import type { RolloutsChange } from '../RolloutsService';
import { QueueHandle } from './QueueHandle';

const item = (revision: string): QueueItem => ({
  rollout: { cluster: 'eks-prod', namespace: 'store', kind: 'rollout', name: revision },
  engine: 'argo',
  strategy: 'blue-green',
  revision,
  pauseStartedAt: '',
  waitingSince: '',
  sentence: 'waits',
  checks: [],
  votes: { cast: 0, needed: 1 },
  voters: [],
});

function setup() {
  const items = new Map([
    ['eks-prod/a', item('a')],
    ['far/b', item('b')],
  ]);
  const listeners: { world: (change: RolloutsChange) => void; request: (key: string) => void } = {
    world: () => undefined,
    request: () => undefined,
  };
  const ended: string[] = [];
  const handle = new QueueHandle(
    {
      entries: () => new Map([...items.keys(), 'eks-prod/quiet'].map(key => [key, {}])),
      onChange: listener => {
        listeners.world = listener;
        return () => ended.push('world');
      },
      sources: () => [],
    },
    {
      queue: () => new Map(items),
      queueItem: key => items.get(key),
      onChange: listener => {
        listeners.request = listener;
        return () => ended.push('request');
      },
    },
  );
  const told: (TopicChange | undefined)[] = [];
  handle.onChange(change => told.push(change));
  const world = (change: Partial<RolloutsChange>) =>
    listeners.world({
      rollouts: new Map(),
      rows: new Map(),
      clusters: new Set(),
      claims: new Set(),
      marks: new Set(),
      ...change,
    });
  return { handle, items, told, world, request: (key: string) => listeners.request(key), ended };
}

const none = new Set<string>();

it('has a row for each rollout that waits', () => {
  expect([...setup().handle.rows().keys()]).toEqual(['eks-prod/a', 'far/b']);
});

it('follows requests and rollouts, and tells only what is other than before', () => {
  const { handle, items, told, world, request } = setup();
  request('eks-prod/a');
  world({ rollouts: new Map([['eks-prod/quiet', undefined]]) });
  expect(told).toEqual([]);
  const changed = item('a2');
  items.set('eks-prod/a', changed);
  request('eks-prod/a');
  items.delete('far/b');
  world({ rollouts: new Map([['far/b', undefined]]) });
  items.set('eks-prod/quiet', changed);
  world({ marks: new Set(['eks-prod/quiet']) });
  expect(told).toEqual([
    { upserts: new Map([['eks-prod/a', changed]]), removals: none },
    { upserts: new Map(), removals: new Set(['far/b']) },
    { upserts: new Map([['eks-prod/quiet', changed]]), removals: none },
  ]);
  expect([...handle.rows().keys()]).toEqual(['eks-prod/a', 'eks-prod/quiet']);
});

it('looks at everything of a cluster that can be believed more or less', () => {
  const { items, told, world } = setup();
  world({ clusters: new Set(['far']) });
  const changed = item('b2');
  items.set('far/b', changed);
  world({ clusters: new Set(['far']) });
  expect(told).toEqual([undefined, { upserts: new Map([['far/b', changed]]), removals: none }]);
});

it('lets go of what it follows', () => {
  const { handle, ended } = setup();
  handle.close();
  expect(ended).toEqual(['world', 'request']);
});
