import { eventually, SandboxRollouts } from './__testUtils__/SandboxRollouts';

// A machine that does much else may be late.
jest.setTimeout(20_000);

describe('acts on the sandbox', () => {
  let shop: SandboxRollouts;
  beforeAll(async () => {
    shop = await SandboxRollouts.start('1.9.2');
  }, 20_000);
  afterAll(() => shop.stop());

  it('promotes once: whoever comes later is told who was faster', async () => {
    await shop.deploy('twice');
    const seen = await shop.preview('twice', 'v2');
    const both = await Promise.all([1, 2].map(() => shop.perform({ act: 'promote' }, seen)));
    expect(both.map(({ kind }) => kind).sort()).toEqual(['done', 'superseded']);
    expect(both).toContainEqual(
      expect.objectContaining({ by: expect.stringContaining('another hand'), sent: false }),
    );
  });

  it('does not promote a newer image than was seen', async () => {
    await shop.deploy('newer');
    const seen = await shop.preview('newer', 'v2');
    const { revision } = await shop.preview('newer', 'v3');
    const outcome = await shop.perform({ act: 'promote' }, seen);
    expect(outcome).toMatchObject({
      kind: 'superseded',
      by: `revision ${revision.slice(0, 6)}`,
      sent: false,
    });
    expect(shop.served('newer')).not.toBe(revision);
    expect(await shop.find({ act: 'promote' }, seen)).toMatchObject({ kind: 'superseded' });
  });

  it('does not promote another pause of the same image', async () => {
    await shop.deploy('again', { abortScaleDownDelaySeconds: 1 });
    const seen = await shop.preview('again', 'v2');
    const other = await shop.perform({ act: 'promote' }, { ...seen, pauseStartedAt: '2020-01-01T00:00:00Z' });
    expect(other).toMatchObject({ kind: 'superseded', by: `another pause, since ${seen.pauseStartedAt}` });
    expect(await shop.find({ act: 'promote' }, seen)).toEqual({ kind: 'nothing-sent' });
  });

  it('promotes when only the number of pods changed meanwhile', async () => {
    await shop.deploy('scaled');
    const seen = await shop.preview('scaled', 'v2');
    let isScaled = false;
    const outcome = await shop.perform({ act: 'promote' }, seen, {
      async beforeSending() {
        if (!isScaled) {
          isScaled = true;
          shop.patch('scaled', { replicas: 2 });
        }
      },
    });
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(shop.served('scaled')).toBe(seen.revision);
  });

  it('pauses by hand and resumes', async () => {
    await shop.deploy('stopped');
    const seen = shop.seen('stopped');
    expect(await shop.perform({ act: 'pause' }, seen)).toMatchObject({ kind: 'done' });
    expect(await shop.perform({ act: 'pause' }, seen)).toMatchObject({
      kind: 'superseded',
      by: 'another hand: it is paused already',
    });
    expect(await shop.find({ act: 'resume' }, seen)).toEqual({ kind: 'nothing-sent' });
    expect(await shop.perform({ act: 'resume' }, seen)).toMatchObject({ kind: 'done' });
  });

  it('takes a full promotion back when it aborts', async () => {
    await shop.deploy('stuck');
    shop.push('stuck', 'never');
    await eventually(() => shop.read('stuck')?.preview?.images[0]?.tag === 'never');
    const seen = shop.seen('stuck');
    const full = shop.perform({ act: 'promote-full' }, seen);
    await eventually(() => shop.status('stuck').promoteFull === true);
    expect(await shop.perform({ act: 'abort' }, seen)).toMatchObject({ kind: 'done' });
    expect(shop.status('stuck').promoteFull ?? false).toBe(false);
    expect(await full).toMatchObject({ kind: 'superseded', by: expect.stringContaining('an abort') });
  });

  it('promotes in full', async () => {
    await shop.deploy('full');
    const seen = await shop.preview('full', 'v2');
    expect(await shop.perform({ act: 'promote-full' }, seen)).toMatchObject({ kind: 'done' });
    expect(shop.served('full')).toBe(seen.revision);
  });

  it('restarts every pod', async () => {
    await shop.deploy('restarted');
    const pods = () => shop.read('restarted')?.active?.pods.map(({ name }) => name) ?? [];
    const before = pods();
    await nextSecond();
    expect(await shop.perform({ act: 'restart' }, shop.seen('restarted'))).toMatchObject({ kind: 'done' });
    await eventually(() => pods().length === 1 && !pods().some(pod => before.includes(pod)));
  });

  it('returns to the stable revision from a preview: by an abort', async () => {
    await shop.deploy('returned');
    const stable = shop.served('returned');
    const seen = await shop.preview('returned', 'v2');
    const outcome = await shop.perform({ act: 'return-to-stable' }, seen);
    expect(outcome).toMatchObject({ kind: 'done', text: expect.stringMatching(/^Traffic is on/) });
    expect(shop.served('returned')).toBe(stable);
    expect(shop.status('returned').abort).toBe(true);
  });

  it('follows the analysis after the promotion to its end', async () => {
    shop.template('smoke', { count: 3, interval: '4s' });
    await shop.deploy('analysed', { postPromotionAnalysis: { templates: [{ templateName: 'smoke' }] } });
    const seen = await shop.preview('analysed', 'v2');
    const told: string[] = [];
    const outcome = await shop.perform({ act: 'promote' }, seen, { onProgress: text => told.push(text) });
    expect(outcome).toMatchObject({ kind: 'done' });
    expect(told).toContainEqual(expect.stringContaining('the analysis after the promotion runs'));
    expect(shop.status('analysed').stableRS).toBe(seen.revision);
  });

  it('says what the analysis after the promotion said', async () => {
    shop.template('failing', { count: 1 }, 'result[0] > 2');
    await shop.deploy('failed', { postPromotionAnalysis: { templates: [{ templateName: 'failing' }] } });
    const stable = shop.served('failed');
    const outcome = await shop.perform({ act: 'promote' }, await shop.preview('failed', 'v2'));
    expect(outcome).toMatchObject({ kind: 'failed', why: expect.stringContaining('assessed Failed') });
    await eventually(() => shop.served('failed') === stable);
  });

  it('heals an abort that the controller missed', async () => {
    await shop.deploy('brake');
    const seen = await shop.preview('brake', 'v2');
    const end = shop.outside.faults.inject({ fault: 'ignored-writes' });
    expect(await shop.perform({ act: 'abort' }, seen)).toMatchObject({ kind: 'done' });
    end();
  });

  it('is told of what was reset by a newer image before the cut-over', async () => {
    await shop.deploy('reset');
    const seen = await shop.preview('reset', 'v2');
    const end = shop.outside.faults.inject({ fault: 'ignored-writes' });
    const promotion = shop.perform({ act: 'promote' }, seen);
    await eventually(() => shop.status('reset').pauseConditions === undefined);
    end();
    shop.push('reset', 'v3');
    expect(await promotion).toMatchObject({ kind: 'superseded', sent: true });
    expect((await shop.paused('reset', 'v3')).revision).not.toBe(seen.revision);
  });

  it('is named after fifteen seconds when it does not act at all', async () => {
    await shop.deploy('dead');
    const seen = await shop.preview('dead', 'v2');
    shop.outside.controllers.stop();
    const outcome = await shop.perform({ act: 'promote' }, seen);
    expect(outcome).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('did not react within 15 s'),
    });
    expect(shop.status('dead').message).toMatch(/^request r-1 of Greenroom waits for the controller \(3\)$/);
    expect(await shop.find({ act: 'promote' }, seen)).toMatchObject({
      kind: 'unknown',
      why: expect.stringContaining('has not moved yet'),
    });
  });
});

/** Ages of pods and revisions are told in whole seconds of wall time. */
function nextSecond(): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, 1_100);
  });
}
