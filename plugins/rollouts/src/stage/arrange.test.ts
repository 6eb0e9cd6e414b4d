import {
  activeRevision,
  makePods,
  makeRevision,
  makeRollout,
  makeSwappedRollout,
  makeWaitingRollout,
  previewRevision,
} from '../__testUtils__/rollouts';
import { arrange, tagOf } from './arrange';

describe('arrange', () => {
  it('leaves the green room empty while preview and active are the same', () => {
    const stage = arrange(makeRollout({ preview: activeRevision }));
    expect(stage.onStage?.revision.revision).toBe(activeRevision.revision);
    expect(stage.greenRoom).toBeUndefined();
    expect(stage.offStage).toEqual([]);
  });

  it('puts a paused preview beside the active revision', () => {
    const { onStage, greenRoom } = arrange(makeWaitingRollout());
    expect(onStage).toMatchObject({ state: 'healthy', traffic: 100, spot: 'on-stage' });
    expect(onStage?.services.map(({ name }) => name)).toEqual(['checkout']);
    expect(greenRoom).toMatchObject({ state: 'waiting', traffic: 0, spot: 'green-room' });
    expect(greenRoom?.services.map(({ name }) => name)).toEqual(['checkout-preview']);
  });

  it('moves the old revision off stage after the swap', () => {
    const stage = arrange(makeSwappedRollout());
    expect(stage.onStage?.revision.revision).toBe(previewRevision.revision);
    expect(stage.greenRoom).toBeUndefined();
    expect(stage.offStage.map(({ revision }) => revision.revision)).toEqual([activeRevision.revision]);
  });

  it('believes the Service more than the status', () => {
    const waiting = makeWaitingRollout();
    const stage = arrange({
      ...waiting,
      services: waiting.services.map(service => ({ ...service, pointsAt: previewRevision.revision })),
    });
    expect(stage.onStage?.revision.revision).toBe(previewRevision.revision);
    expect(stage.greenRoom).toBeUndefined();
    expect(stage.offStage[0]?.revision.revision).toBe(activeRevision.revision);
  });

  it('shows three revisions when active, preview and stable differ', () => {
    const stable = makeRevision({ revision: '4a3b2c1d0e', number: 11, roles: ['stable'] });
    const waiting = makeWaitingRollout();
    const stage = arrange({ ...waiting, stable, revisions: [...waiting.revisions, stable] });
    expect([stage.onStage, stage.greenRoom, ...stage.offStage].map(lane => lane?.revision.revision)).toEqual([
      activeRevision.revision,
      previewRevision.revision,
      stable.revision,
    ]);
    expect(stage.offStage[0]?.traffic).toBe(0);
  });

  it('leaves revisions out that have no pods, no role and no end', () => {
    const old = makeRevision({ revision: 'old', pods: [] });
    expect(arrange(makeRollout({ revisions: [activeRevision, old] })).offStage).toEqual([]);
  });

  it('says which Services point nowhere, and then nothing of traffic', () => {
    const services = [
      { name: 'checkout', role: 'active' as const, exists: false },
      { name: 'checkout-preview', role: 'preview' as const, pointsAt: 'unheard-of', exists: true },
    ];
    const stage = arrange(makeRollout({ services }));
    expect(stage.strayServices).toEqual(services);
    expect(stage.onStage?.traffic).toBeUndefined();
    expect(stage.onStage?.services).toEqual([]);
  });

  it('does not guess the traffic of a canary', () => {
    expect(arrange(makeRollout({ strategy: 'canary' })).onStage?.traffic).toBeUndefined();
  });

  it.each([
    ['ready', makePods('x', ['ready', 'ready']), 'healthy'],
    ['coming', makePods('x', ['ready', 'starting']), 'progressing'],
    ['crashing', makePods('x', ['ready', 'failing']), 'degraded'],
    ['without one ready pod', makePods('x', ['starting', 'starting']), 'degraded'],
  ] as const)('calls an active revision that is %s by its name', (_, pods, state) => {
    const revision = makeRevision({ pods: [...pods] });
    const active = { ...revision, replicas: { ...revision.replicas, desired: 2 } };
    expect(arrange(makeRollout({ active, stable: active, revisions: [active] })).onStage?.state).toBe(state);
  });

  it('does not call an aborted preview waiting', () => {
    expect(arrange(makeWaitingRollout({ aborted: true })).greenRoom?.state).toBe('degraded');
  });

  it('knows a rollout that has nothing yet', () => {
    const stage = arrange(makeRollout({ active: undefined, stable: undefined, revisions: [], services: [] }));
    expect(stage).toMatchObject({
      onStage: undefined,
      greenRoom: undefined,
      offStage: [],
      strayServices: [],
    });
  });
});

describe('what a lane is called after', () => {
  const proxy = { container: 'proxy', name: 'envoy', tag: 'v3' };
  const with_ = (tag: string) => [proxy, { container: 'app', name: 'checkout', tag }];

  it('is the image that differs', () => {
    const active = makeRevision({ images: with_('v1'), roles: ['active'] });
    const preview = makeRevision({ revision: 'next', images: with_('v2'), roles: ['preview'] });
    const { container } = arrange(
      makeRollout({ active, preview, services: [], revisions: [preview, active] }),
    );
    expect([tagOf(active, container), tagOf(preview, container)]).toEqual(['v1', 'v2']);
  });

  it('is the hash where there is no tag', () => {
    expect(tagOf(makeRevision({ revision: 'abc', images: [] }))).toBe('abc');
  });
});
