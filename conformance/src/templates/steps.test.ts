import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import rolloutsPlugin from '@greenroom/plugin-rollouts-backend';
import { namesOf, type Names } from './names';
import { documentsOf } from './reading';
import { Scaffolder } from './Scaffolder';
import { FIRST_COMMIT } from './standIns';
import { filledIn, path } from './values';

// A template is run whole, also on a machine that does other things.
jest.setTimeout(30_000);

let scaffolder: Scaffolder;
beforeAll(async () => {
  scaffolder = await Scaffolder.start();
});
afterAll(() => scaffolder.stop());

function play(names: Partial<Names> = {}) {
  return scaffolder.dryRun(path, filledIn, namesOf('gift-cards', 'storefront', names));
}

it.each(['gitea', 'github', 'gitlab'] as const)(
  'publishes on %s, each repository with the mark of its run',
  async publisher => {
    const { asked } = await play({ publisher });
    const published = asked.filter(({ action }) => action.startsWith('publish:'));
    expect(published.map(({ action }) => action)).toEqual([`publish:${publisher}`, `publish:${publisher}`]);
    expect(published.map(({ input }) => input)).toMatchObject([
      {
        repoUrl: 'localhost:7012?owner=storefront&repo=gift-cards',
        sourcePath: 'repository',
        defaultBranch: 'main',
      },
      {
        repoUrl: 'localhost:7012?owner=storefront&repo=gift-cards-deploy',
        sourcePath: 'deployment',
        defaultBranch: 'main',
      },
    ]);
    for (const { input } of published)
      expect(JSON.stringify(input)).toContain(' [greenroom-run:conformance]"');
  },
);

it('hands to Argo CD what is published, then asks for its policy, then waits for the first commit', async () => {
  const { asked } = await play();
  expect(asked.map(({ action }) => action)).toEqual([
    'greenroom:names:check',
    'publish:gitea',
    'publish:gitea',
    'greenroom:git:commit',
    'greenroom:policy:register',
    'greenroom:service:wait-until-live',
  ]);
  expect(asked.slice(3).map(({ input }) => input)).toMatchObject([
    { repository: 'http://localhost:7012/platform/applications', sourcePath: 'applications' },
    { repository: 'http://localhost:7012/platform/portal-config', sourcePath: 'policy/gift-cards.yaml' },
    { name: 'gift-cards', namespace: 'storefront', commit: FIRST_COMMIT, tag: FIRST_COMMIT },
  ]);
});

it('goes on with what an earlier run has published', async () => {
  const commit = 'a'.repeat(40);
  const deployCommit = 'b'.repeat(40);
  const { asked, files } = await play({
    publishRepository: false,
    publishDeployRepository: false,
    commit,
    deployCommit,
  });
  expect(asked.filter(({ action }) => action.startsWith('publish:'))).toEqual([]);
  expect(asked.at(-1)?.input).toMatchObject({ commit: deployCommit, tag: commit });
  expect(files.get('deployment/overlays/prod/kustomization.yaml')).toContain(`newTag: "${commit}"`);
});

it.each(['greenroom:git:commit', 'publish:gitea', 'greenroom:service:wait-until-live'])(
  'takes back what was made when %s fails',
  async failing => {
    scaffolder.failAt(failing);
    await expect(play()).rejects.toThrow(`${failing} fails`);
    const actions = scaffolder.asked.map(({ action }) => action);
    expect(actions.at(-1)).toBe('greenroom:run:undo');
    expect(actions.at(-2)).toBe(failing);
  },
);

it('proposes a policy that the portal takes', async () => {
  const { files } = await play();
  const [policy] = documentsOf('policy.yaml', files.get('policy/gift-cards.yaml') ?? '');
  const config = mockServices.rootConfig.factory({ data: JSON.parse(JSON.stringify(policy)) });
  const backend = await startTestBackend({
    features: [rolloutsPlugin, catalogServiceMock.factory(), config],
  });
  await backend.stop();
  expect(policy).toMatchObject({
    greenroom: {
      promotions: {
        policies: [
          {
            name: 'gift-cards',
            match: { clusters: ['eks-prod'], namespaces: ['storefront'] },
            fourEyes: true,
          },
        ],
      },
    },
  });
});
