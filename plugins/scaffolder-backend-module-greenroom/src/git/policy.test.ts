import { stringify } from 'yaml';
import { mustBePolicyOf } from './policy';

const policy = {
  name: 'payments',
  match: {
    clusters: ['eks-prod'],
    namespaces: ['storefront'],
    labels: { 'backstage.io/kubernetes-id': 'payments' },
  },
  requesters: ['owner'],
  voters: ['owner', 'group:default/approvers'],
  votes: 1,
  fourEyes: true,
  breakGlass: ['group:default/platform'],
};
const file = (...policies: object[]) => stringify({ greenroom: { promotions: { policies } } });

describe('mustBePolicyOf', () => {
  it('takes a policy of the service', () => {
    expect(() => mustBePolicyOf('payments', file(policy))).not.toThrow();
  });

  it.each<[string, string]>([
    ['of another service', file({ ...policy, name: 'checkout' })],
    ['that covers others too', file({ ...policy, match: { labels: {} } })],
    [
      'that covers another',
      file({ ...policy, match: { labels: { 'backstage.io/kubernetes-id': 'checkout' } } }),
    ],
    ['beside another', file(policy, { ...policy, name: 'checkout' })],
    ['without four eyes', file({ ...policy, fourEyes: false })],
    ['without a vote', file({ ...policy, votes: 0 })],
    ['that everybody may vote on', file({ ...policy, voters: ['*'] })],
    ['that everybody may break', file({ ...policy, breakGlass: ['*'] })],
    ['without voters', file({ ...policy, voters: [] })],
    ['with a rule nobody knows', file({ ...policy, autoApprove: true })],
    [
      'with other configuration',
      stringify({ greenroom: { promotions: { policies: [policy] }, platformGroups: ['*'] } }),
    ],
    ['beside other configuration', `${file(policy)}backend:\n  auth: {}\n`],
    ['twice', `${file(policy)}${file(policy)}`],
    ['of one who grows', 'a: &a [x]\nb: &b [*a, *a]\ngreenroom: *b\n'],
    ['by a prototype', '{"__proto__":{"greenroom":{}}}'],
    ['that is none', ': ['],
    ['that is nothing', ''],
  ])('refuses one %s', (_, content) => {
    expect(() => mustBePolicyOf('payments', content)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });
});
