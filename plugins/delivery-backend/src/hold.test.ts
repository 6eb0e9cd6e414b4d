import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { GitAccess, type GitRepository } from '@greenroom/git-access';
import {
  type Application,
  applicationAnswerSchema,
  type ChangeRequest,
  changeRequestSchema,
  revertPreviewSchema,
} from '@greenroom/plugin-delivery-common';
import type * as portalNode from '@greenroom/plugin-portal-node';
import { until } from '@greenroom/plugin-portal-node/testUtils';
import { FOLDER, Shop } from './__testUtils__/Shop';
import { startDelivery } from './__testUtils__/startDelivery';

/** What the portal's clock is ahead: it asks git hosts every five seconds at first. */
let mockAhead = 0;
jest.mock('@greenroom/plugin-portal-node', () => {
  const actual = jest.requireActual<typeof portalNode>('@greenroom/plugin-portal-node');
  return { ...actual, wallClock: () => actual.wallClock() + mockAhead };
});

const ONE = '/applications/eks-prod/argocd/shop';
const image = 'registry.example/shop';
const [old, bad] = ['a'.repeat(40), 'b'.repeat(40)];
const MANIFEST = 'eks-prod/shop.yaml';

/** With an image updater that looks every two minutes, and an Application that is itself written in git. */
describe('a tag that an image updater owns', () => {
  let shop: Shop;
  let applications: GitRepository;
  let portal: Awaited<ReturnType<typeof startDelivery>>;

  beforeAll(async () => {
    shop = await Shop.start(60);
    const access = GitAccess.fromIntegrations(ScmIntegrations.fromConfig(new ConfigReader(shop.config)));
    applications = access.repository(`${shop.sandbox.git.url}/platform/applications`);
    push(old);
    await shop.release(old);
    shop.deployFromGit(applications.url);
    await applications.commit({
      branch: 'main',
      message: 'Run shop',
      files: [{ path: MANIFEST, content: shop.manifest }],
    });
    portal = await startDelivery({
      config: shop.config,
      entities: [],
      policy: () => ({ result: AuthorizeResult.ALLOW }),
    });
    await runs(old);
    push(bad);
    await runs(bad);
  }, 90_000);
  afterAll(async () => {
    await portal.stop();
    await shop.stop();
  });

  function push(tag: string) {
    shop.sandbox.images.push({ repository: image, tag, release: 'good' });
  }

  async function now(): Promise<Application | undefined> {
    const answer = await portal.get('ada', ONE);
    return answer.status === 200 ? applicationAnswerSchema.parse(answer.body) : undefined;
  }

  const runs = (tag: string) =>
    until(async () => {
      const application = await now();
      return application?.verdict.state === 'healthy' && String(application.images) === `${image}:${tag}`;
    }, 60_000);

  /** As the portal has it, which may ask the git host again meanwhile. */
  async function change(id: string): Promise<ChangeRequest> {
    mockAhead += 6_000;
    return changeRequestSchema.parse((await portal.get('ada', `/change-requests/${id}`)).body);
  }

  async function goBack(): Promise<ChangeRequest> {
    const { history = [] } = (await now()) ?? {};
    const toRevision = history.find(({ id }) => id === 0)?.commit.sha;
    const body = { cluster: 'eks-prod', namespace: 'argocd', name: 'shop', toRevision, reason: 'it is slow' };
    return changeRequestSchema.parse((await portal.post('ada', '/change-requests', body)).body);
  }

  /** Two rounds of the updater, as the sandbox counts time, each with a moment for what it brings. */
  async function twoRounds() {
    for (let round = 0; round < 2; round += 1) {
      shop.sandbox.advance(125);
      await new Promise(resolve => setTimeout(resolve, 1_000));
    }
  }

  const tagInGit = async () =>
    /newTag: (\w+)/.exec((await shop.git.readFile(`${FOLDER}/kustomization.yaml`)) ?? '')?.[1];

  it('comes again after a revert that does not hold it back, and that is told', async () => {
    const made = await goBack();
    await shop.merge(made.number ?? 0);
    await until(async () => (await change(made.id)).state === 'undone', 30_000);
    expect(await change(made.id)).toMatchObject({
      hold: { state: 'open' },
      text: expect.stringContaining('was changed again'),
    });
    expect(await tagInGit()).toBe(bad);
    await applications.closeChangeRequest(made.hold?.number ?? 0);
    await runs(bad);
  }, 90_000);

  it('stays away when it is held back: shown before, two pull requests, live only then, and for good', async () => {
    const { history = [] } = (await now()) ?? {};
    const first = history.find(({ id }) => id === 0)?.commit.sha;
    const preview = revertPreviewSchema.parse(
      (await portal.get('ada', `${ONE}/revert?toRevision=${first}`)).body,
    );
    expect(preview).toMatchObject({ notes: [], hold: { into: 'main', file: { path: MANIFEST } } });
    expect(preview.hold?.file.after).toContain("service.ignore-tags: '*'");

    const made = await goBack();
    expect(made.hold).toMatchObject({ state: 'open', path: MANIFEST });
    expect(made.text).toContain(`Merge pull request ${made.hold?.number} of ${made.hold?.repository} first`);
    await shop.merge(made.hold?.number ?? 0, applications);
    await shop.merge(made.number ?? 0);
    await until(async () => (await change(made.id)).state === 'live', 60_000);
    expect(await change(made.id)).toMatchObject({ hold: { state: 'merged', since: expect.any(String) } });
    expect(await now()).toMatchObject({ imageUpdater: true, imagesHeld: true });
    await twoRounds();
    expect(await tagInGit()).toBe(old);
    await runs(old);
    const { body } = await portal.get('ada', `/ledger?request=${made.id}`);
    expect(body.items.map(({ kind }: { kind: string }) => kind)).toContain('change-request-hold-merged');
  }, 120_000);

  it('is let in again by a pull request that takes out what held it, once somebody merges that', async () => {
    const ask = () => portal.post('ada', `${ONE}/release`, { reason: 'it is mended' });
    const asked = await ask();
    const made = changeRequestSchema.parse(asked.body);
    expect([asked.status, made]).toMatchObject([
      201,
      { kind: 'release', state: 'open', path: MANIFEST, by: 'user:default/ada' },
    ]);
    const again = await ask();
    expect([again.status, again.body.id]).toEqual([200, made.id]);
    await twoRounds();
    expect(await tagInGit()).toBe(old);

    await shop.merge(made.number ?? 0, applications);
    await until(async () => (await change(made.id)).state === 'live', 60_000);
    expect(await applications.readFile(MANIFEST)).toBe(shop.manifest);
    await twoRounds();
    await runs(bad);
    const { body } = await portal.get('ada', `/ledger?request=${made.id}`);
    expect(body.items.map(({ kind }: { kind: string }) => kind).sort()).toEqual(
      ['', '-live', '-merged', '-open'].map(state => `change-request${state}`),
    );
    expect((await ask()).body.error.message).toBe('New images come in already.');
  }, 120_000);
});
