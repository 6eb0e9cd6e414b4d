import { eventually, SandboxRollouts } from './__testUtils__/SandboxRollouts';

// A machine that does much else may be late.
jest.setTimeout(20_000);

// Over TLS, against the sandbox's API server and its controllers, faster than life.

/** What the two versions of the controller differ in, or might. */
describe.each(['1.9.2', '1.10.1'] as const)('acts on Argo Rollouts %s', version => {
  let shop: SandboxRollouts;
  beforeAll(async () => {
    shop = await SandboxRollouts.start(version);
  }, 20_000);
  afterAll(() => shop.stop());

  it('promotes what was seen, and says so when it is seen', async () => {
    await shop.deploy('promoted');
    const seen = await shop.preview('promoted', 'v2');
    const told: string[] = [];
    const before: unknown[] = [];
    const outcome = await shop.perform({ act: 'promote' }, seen, {
      onProgress: text => told.push(text),
      beforeSending: async () => void before.push(shop.status('promoted').pauseConditions),
    });
    expect(outcome).toMatchObject({ kind: 'done', text: expect.stringContaining('its pods run the images') });
    expect(shop.served('promoted')).toBe(seen.revision);
    expect(told).toContain('Waits until the rollout is quiet');
    expect(before).toEqual([[expect.objectContaining({ startTime: seen.pauseStartedAt })]]);
    expect(await shop.find({ act: 'promote' }, seen)).toMatchObject({ kind: 'done' });
  });

  it('refuses what somebody paused by hand', async () => {
    await shop.deploy('held');
    const seen = await shop.preview('held', 'v2');
    shop.patch('held', { paused: true });
    const outcome = await shop.perform({ act: 'promote' }, seen);
    expect(outcome).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('paused the rollout by hand'),
    });
    expect(await shop.perform({ act: 'resume' }, seen)).toMatchObject({ kind: 'done' });
    expect(await shop.perform({ act: 'promote' }, seen)).toMatchObject({ kind: 'done' });
  });

  it('aborts, and tries again once the pods are gone', async () => {
    await shop.deploy('tried', { abortScaleDownDelaySeconds: 3 });
    const stable = shop.served('tried');
    const seen = await shop.preview('tried', 'v2');
    expect(await shop.perform({ act: 'abort' }, seen)).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('traffic is on'),
    });
    expect(shop.served('tried')).toBe(stable);
    expect(await shop.perform({ act: 'retry' }, seen)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('still up'),
    });
    await eventually(() => shop.read('tried')?.acts.retry?.allowed === true);
    expect(await shop.find({ act: 'retry' }, seen)).toEqual({ kind: 'nothing-sent' });
    expect(await shop.perform({ act: 'retry' }, seen)).toMatchObject({ kind: 'done' });
    const again = await shop.paused('tried', 'v2');
    expect(again.revision).toBe(seen.revision);
    expect(shop.served('tried')).toBe(stable);
  });

  it('goes back to an older revision', async () => {
    await shop.deploy('undone');
    const first = shop.served('undone') ?? '';
    await nextSecond();
    const seen = await shop.preview('undone', 'v2');
    await shop.perform({ act: 'promote' }, seen);
    const undo = { act: 'undo', toRevision: first } as const;
    expect(await shop.find(undo, shop.seen('undone'))).toEqual({ kind: 'nothing-sent' });
    const outcome = await shop.perform(undo, shop.seen('undone'));
    expect(outcome).toMatchObject({ kind: 'done', text: expect.stringMatching(/active and stable again/) });
    await eventually(() => shop.served('undone') === first);
    expect(await shop.perform(undo, shop.seen('undone'))).toMatchObject({ kind: 'refused' });
  });

  it('returns to the stable revision from pods that crash past the cut-over', async () => {
    shop.template('long', { count: 1_000, interval: '1s' });
    await shop.deploy('crashed', { postPromotionAnalysis: { templates: [{ templateName: 'long' }] } });
    const stable = shop.served('crashed');
    const seen = await shop.preview('crashed', 'crash');
    const promotion = shop.perform({ act: 'promote' }, seen);
    await eventually(
      () => shop.served('crashed') === seen.revision && shop.read('crashed')?.active?.replicas.ready === 0,
    );
    expect(await shop.perform({ act: 'return-to-stable' }, seen)).toMatchObject({
      kind: 'done',
      text: expect.stringContaining('which is stable'),
    });
    expect(shop.served('crashed')).toBe(stable);
    expect(await promotion).toMatchObject({ kind: 'superseded', sent: true });
  });

  it('heals a write that the controller missed, or names it', async () => {
    await shop.deploy('missed');
    const seen = await shop.preview('missed', 'v2');
    const told: string[] = [];
    const end = shop.outside.faults.inject({ fault: 'ignored-writes' });
    const outcome = await shop.perform({ act: 'promote' }, seen, { onProgress: text => told.push(text) });
    end();
    expect(outcome).toMatchObject({ kind: 'done' });
    const nudges = told.filter(text => text.includes('nudged'));
    expect(nudges).toHaveLength(version === '1.9.2' ? 1 : 0);
  });

  it('heals an undo that the controller missed', async () => {
    await shop.deploy('unheard', { scaleDownDelaySeconds: 600 });
    const first = shop.served('unheard') ?? '';
    await nextSecond();
    await shop.perform({ act: 'promote' }, await shop.preview('unheard', 'v2'));
    const told: string[] = [];
    const end = shop.outside.faults.inject({ fault: 'ignored-writes', specifications: true });
    const undo = { act: 'undo', toRevision: first } as const;
    const outcome = await shop.perform(undo, shop.seen('unheard'), { onProgress: text => told.push(text) });
    end();
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(shop.served('unheard')).toBe(first);
    expect(told.filter(text => text.includes('nudged'))).toHaveLength(version === '1.9.2' ? 1 : 0);
  });

  it('has the controller look at what another hand wrote and it missed', async () => {
    await shop.deploy('foreign');
    const end = shop.outside.faults.inject({ fault: 'ignored-writes', specifications: true });
    const seen = shop.seen('foreign');
    shop.push('foreign', 'v2');
    const outcome = await shop.perform({ act: 'nudge' }, seen);
    end();
    expect(outcome).toMatchObject(
      version === '1.9.2'
        ? { kind: 'done', text: 'The controller has read the last change' }
        : { kind: 'superseded', sent: false },
    );
    await shop.paused('foreign', 'v2');
    expect(shop.served('foreign')).toBe(seen.revision);
  });

  it('says that a revision whose pods are gone waits', async () => {
    await shop.deploy('waits', { scaleDownDelaySeconds: 1 });
    const first = shop.served('waits') ?? '';
    await nextSecond();
    const seen = await shop.preview('waits', 'v2');
    await shop.perform({ act: 'promote' }, seen);
    const isGone = () =>
      shop.read('waits')?.revisions.find(({ revision }) => revision === first)?.replicas.desired === 0;
    await eventually(isGone);
    const outcome = await shop.perform({ act: 'undo', toRevision: first }, shop.seen('waits'));
    expect(outcome).toMatchObject({
      kind: 'waits',
      text: expect.stringContaining('waits for a promotion; traffic is on'),
    });
    expect(shop.served('waits')).toBe(seen.revision);
  });
});

/** Ages of pods and revisions are told in whole seconds of wall time. */
function nextSecond(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, 1_100);
  });
}
