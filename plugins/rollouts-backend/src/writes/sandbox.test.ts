import { SandboxRollouts } from './__testUtils__/SandboxRollouts';

/** Over TLS, against the sandbox's API server and its controllers, ten times as fast as life. */
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
  });
});
