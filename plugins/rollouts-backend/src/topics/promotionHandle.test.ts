import { ServiceUnavailableError } from '@backstage/errors';
import type { TopicChange } from '@greenroom/plugin-portal-node';
import type { RolloutRef } from '@greenroom/plugin-rollouts-common';
import { makeRequest } from '../__testUtils__/requests';
import type { RolloutsChange } from '../RolloutsService';
import { promotionHandle } from './promotionHandle';

const ref: RolloutRef = { cluster: 'eks-prod', namespace: 'store', kind: 'rollout', name: 'shop' };
const settled = () => new Promise(resolve => setImmediate(resolve));

function setup() {
  const state = { requests: [makeRequest()], failing: false, reads: 0 };
  const hooks: { request: (key: string) => void; world: (change: RolloutsChange) => void; tick: () => void } =
    {
      request: () => undefined,
      world: () => undefined,
      tick: () => undefined,
    };
  const errors: unknown[] = [];
  const ended: string[] = [];
  const handle = promotionHandle(ref, {
    rollouts: {
      onChange: listener => {
        hooks.world = listener;
        return () => ended.push('world');
      },
      source: () => ({ id: 'cluster:eks-prod', kind: 'cluster', freshness: 'live' }),
    },
    promotions: {
      standing: async () => {
        state.reads += 1;
        await settled();
        if (state.failing) {
          throw new ServiceUnavailableError('eks-prod does not answer');
        }
        return { checks: [], request: state.requests[0] };
      },
      list: async () => state.requests,
      onChange: listener => {
        hooks.request = listener;
        return () => ended.push('request');
      },
    },
    nowAndThen: task => {
      hooks.tick = task;
      return () => ended.push('tick');
    },
    after: () => () => undefined,
    onError: error => errors.push(error),
  });
  const told: (TopicChange | undefined)[] = [];
  handle.onChange(change => told.push(change));
  return { state, hooks, handle, told, errors, ended };
}

const allRead = async () => {
  for (let turn = 0; turn < 6; turn += 1) {
    await settled();
  }
};

it('has how it stands, and the last requests', async () => {
  const { handle, told } = setup();
  expect(handle.rows().size).toBe(0);
  await allRead();
  expect([...handle.rows().keys()]).toEqual(['standing', 'request/r-1']);
  expect(told).toHaveLength(1);
});

it('reads once for many changes, and tells only what is other than before', async () => {
  const { state, hooks, handle, told } = setup();
  await allRead();
  const before = handle.rows();
  hooks.request('eks-prod/store/rollout/other');
  hooks.request('eks-prod/store/rollout/shop');
  Array.from({ length: 20 }, () => hooks.tick());
  await allRead();
  expect(state.reads).toBe(3);
  expect(told).toHaveLength(1);
  state.requests = [makeRequest({ state: 'approved' })];
  hooks.tick();
  await allRead();
  expect([...(told[1]?.upserts.keys() ?? [])]).toEqual(['standing', 'request/r-1']);
  expect(handle.rows()).not.toBe(before);
});

it('keeps what was known while nobody can tell, and lets go at the end', async () => {
  const { state, hooks, handle, told, errors, ended } = setup();
  await allRead();
  state.failing = true;
  const nothing = {
    rollouts: new Map(),
    rows: new Map(),
    claims: new Set<string>(),
    marks: new Set<string>(),
  };
  hooks.world({ ...nothing, clusters: new Set(['eks-prod']) });
  await allRead();
  expect([handle.rows().size, errors.length, told.at(-1)]).toEqual([2, 1, undefined]);
  handle.close();
  hooks.tick();
  await allRead();
  expect([state.reads, ended]).toEqual([2, ['request', 'world', 'tick']]);
});
