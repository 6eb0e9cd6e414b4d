import { rolloutsKind } from '@greenroom/cluster-access';
import fc from 'fast-check';
import type { Source } from '@greenroom/plugin-portal-common';
import { rolloutSchema } from '@greenroom/plugin-rollouts-common';
import { propertyRuns } from '@greenroom/plugin-portal-common/testUtils';
import { hashes, podRows, replicaSetRows, rolloutRows, runRows } from '../../__testUtils__/arbitraries';
import { objectsAround } from '../../__testUtils__/objects';
import { analysisRunsKind } from '../analysisRunsKind';
import { believed } from './believed';
import { readRollout } from './reading';
import type { RolloutObjects } from './scene';

/** A rollout whose surroundings are as its status says, or one thing or another is not. */
const worlds: fc.Arbitrary<RolloutObjects> = fc
  .record({
    rollout: rolloutRows,
    replicaSets: fc.uniqueArray(replicaSetRows, { selector: ({ hash }) => hash, maxLength: 2 }),
    pods: fc.array(podRows, { maxLength: 3 }),
    points: fc.oneof(
      fc.constant({}),
      fc.record({
        active: fc.constantFrom(...hashes, null, undefined),
        preview: fc.constantFrom(...hashes, null, undefined),
      }),
    ),
    analysisRuns: fc.array(runRows, { maxLength: 2 }),
    gone: fc.constantFrom(...hashes, undefined, undefined, undefined),
  })
  .map(({ rollout, replicaSets, pods, points, analysisRuns, gone }) => {
    const around = objectsAround(rollout, { points, analysisRuns });
    const others = new Map(replicaSets.map(set => [set.hash, { ...set, owner: rollout.uid }]));
    const sets = around.replicaSets.map(set => others.get(set.hash) ?? set);
    return {
      ...around,
      replicaSets: sets.filter(({ hash }) => hash !== gone),
      podsOf: uid => pods.filter(pod => pod.owner === uid),
    };
  });

const source: Source = { id: 'cluster:a', kind: 'cluster', freshness: 'live' };

it('reads whatever the objects hold, in the one model', () => {
  fc.assert(
    fc.property(worlds, objects => {
      const rollout = readRollout('a', objects);
      expect(rolloutSchema.parse(rollout)).toBeDefined();
      expect(rollout.verdict.reasons.length).toBeGreaterThan(0);
      expect(rollout.sentence).not.toMatch(/undefined|null|NaN/);
    }),
    propertyRuns(500),
  );
});

it('never says healthy when the selectors disagree, a Service is missing, or users are sent where nothing answers', () => {
  fc.assert(
    fc.property(worlds, objects => {
      const { verdict, services, active, stable, desired } = readRollout('a', objects);
      const disagrees = services.some(({ role, exists, pointsAt }) => {
        const said = role === 'active' ? objects.rollout.activeHash : objects.rollout.previewHash;
        return !exists || (said !== undefined && pointsAt !== said);
      });
      const unserved = desired > 0 && (!active || active.replicas.ready === 0 || active !== stable);
      expect(verdict.state === 'healthy' && (disagrees || unserved)).toBe(false);
    }),
    propertyRuns(500),
  );
});

it('tries healthy and waiting often enough to mean something', () => {
  const states = fc
    .sample(worlds, { seed: 20261121, numRuns: 500 })
    .map(objects => readRollout('a', objects).verdict.state);
  const count = (state: string) => states.filter(candidate => candidate === state).length;
  expect(count('healthy')).toBeGreaterThan(25);
  expect(count('waiting')).toBeGreaterThan(10);
});

it('never says anything but unknown when its source is not live, and keeps what was known', () => {
  fc.assert(
    fc.property(
      worlds,
      fc.constantFrom('stale' as const, 'unreachable' as const, 'denied' as const, 'connecting' as const),
      (objects, freshness) => {
        const rollout = readRollout('a', objects);
        const held = believed(rollout, { ...source, freshness }, true);
        expect(held.verdict.state).toBe('unknown');
        expect(held.sentence).toContain(rollout.sentence);
        const partly = believed(rollout, { ...source, freshness }, false);
        expect(partly.verdict).toEqual({
          state: 'unknown',
          reasons: [{ text: `cluster:a is ${freshness}`, ref: 'cluster:a' }],
        });
        expect(believed(rollout, source, true)).toBe(rollout);
      },
    ),
    propertyRuns(200),
  );
});

it('reads any JSON as a row or as nothing', () => {
  const metadata = fc.record({ uid: fc.string(), namespace: fc.string(), name: fc.string() });
  const objects = fc.oneof(
    fc.jsonValue(),
    fc.record({ metadata: fc.oneof(metadata, fc.jsonValue()), spec: fc.jsonValue(), status: fc.jsonValue() }),
  );
  fc.assert(
    fc.property(objects, object => {
      for (const { project } of [rolloutsKind, analysisRunsKind]) {
        const row = project(object);
        expect(row === undefined || row.uid.length > 0).toBe(true);
      }
    }),
    propertyRuns(500),
  );
});
