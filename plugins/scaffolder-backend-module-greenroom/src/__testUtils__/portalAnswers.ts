import type { Plan, PlanAnswer, RunReport } from '@greenroom/plugin-golden-paths-common';
import { stringify } from 'yaml';

/** As the path's own template writes it. */
export const policy = stringify({
  greenroom: {
    promotions: {
      policies: [
        {
          name: 'payments',
          match: { labels: { 'backstage.io/kubernetes-id': 'payments' } },
          requesters: ['owner'],
          voters: ['owner'],
        },
      ],
    },
  },
});
/** The workspace of a run. */
export const files = {
  'applications/eks-dev/payments.yaml': 'kind: Application\n',
  'applications/eks-prod/payments.yaml': 'kind: Application\n',
  'policy/payments.yaml': policy,
};
export const plan: Plan = {
  name: 'payments',
  owner: 'group:default/storefront',
  runs: ['run-1'],
  repositories: [],
  commits: [],
  changeRequests: [],
  locations: [],
};
export const start: PlanAnswer['start'] = {
  name: 'payments',
  org: 'storefront',
  namespace: 'storefront',
  image: 'registry.example/storefront/payments',
  databaseRole: 'payments-app',
  publisher: 'gitea',
  repository: 'http://localhost/storefront/payments',
  deployRepository: 'http://localhost/storefront/payments-deploy',
  repoUrl: 'localhost?owner=storefront&repo=payments',
  deployRepoUrl: 'localhost?owner=storefront&repo=payments-deploy',
  publishRepository: true,
  publishDeployRepository: true,
  commit: '',
  deployCommit: '',
  environments: [
    {
      name: 'dev',
      cluster: 'eks-dev',
      host: 'payments.dev.example',
      application: 'payments',
      iamRole: 'eks-dev-payments',
    },
  ],
  applications: 'http://localhost/platform/applications',
  policies: 'http://localhost/platform/portal-config',
  policyPath: 'promotions/payments.yaml',
  policyBranch: 'greenroom/payments',
  catalogInfoUrl: 'http://localhost/storefront/payments/src/branch/main/catalog-info.yaml',
  mark: '[greenroom-run:run-1]',
};
export const report: RunReport = {
  taskId: 'run-1',
  state: 'processing',
  steps: [],
  links: [],
  made: [
    { kind: 'commit', ref: 'platform/applications: eks-dev/payments.yaml', state: 'undone', undone: true },
    {
      kind: 'repository',
      ref: 'storefront/payments-deploy',
      state: 'undone',
      undone: true,
      why: 'the host keeps it for a week',
    },
    {
      kind: 'repository',
      ref: 'storefront/payments',
      state: 'remains',
      undone: false,
      why: 'the host refuses it',
      howToRemove: { url: 'http://localhost/storefront/payments/settings', command: 'curl …' },
    },
  ],
};

/** What the portal's own features answer. */
export const answers: Record<'golden-paths' | 'delivery' | 'rollouts', (path: string) => object> = {
  'golden-paths': path => (path.endsWith('/plan') ? { start, plan } : report),
  delivery: () => ({
    sync: { state: 'synced' },
    sentence: 'In sync.',
    history: [{ commit: { sha: '8c1f0d0e6d0b5a4f4b1c9f3f2a7e6d5c4b3a2918' } }],
  }),
  rollouts: () => ({
    verdict: { state: 'healthy' },
    sentence: 'Healthy.',
    active: { revision: 'abc', images: [{ tag: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213' }] },
  }),
};
