import { expect } from 'expect';
import type { Api } from '../Api';
import type { Check } from '../Check';
import { argo, type CheckContext, core } from '../CheckContext';
import { eventually } from '../eventually';
import { at } from '../json';
import { accountName, makeAccount, RBAC } from '../accounts';
import { refusal } from './refusal';

/** Gives a service account these rules in the check's namespace. */
async function grant({ api, namespace }: CheckContext, account: string, rules: object[]): Promise<void> {
  const path = `${RBAC}/namespaces/${namespace}`;
  const metadata = { name: account };
  await api.create(`${path}/roles`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata,
    rules,
  });
  await api.create(`${path}/rolebindings`, {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata,
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
  });
}

async function may(api: Api, resourceAttributes: object): Promise<unknown> {
  const review = await api.must({
    method: 'POST',
    path: '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews',
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    },
  });
  return at(review, 'status', 'allowed');
}

const readRollouts = { apiGroups: ['argoproj.io'], resources: ['rollouts'], verbs: ['get', 'list', 'watch'] };
const patchStatus = { apiGroups: ['argoproj.io'], resources: ['rollouts/status'], verbs: ['patch'] };

/** Who is known, who may what, and what is said to those who may not. */
export const accessChecks: readonly Check[] = [
  {
    id: 'access/unknown',
    title: 'a token that nobody has is 401; no token at all is nobody, and 403',
    async run(context) {
      const stranger = context.api.as('not-a-token');
      const nobody = context.api.as(undefined);
      context.cleanUp(() => Promise.all([stranger.close(), nobody.close()]));
      const path = core(context, 'pods');
      const unknown = await stranger.ask({ path });
      expect(unknown.body).toEqual(refusal(401, 'Unauthorized', 'Unauthorized'));
      expect(unknown.headers['www-authenticate']).toBeUndefined();
      const message = `pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "${context.namespace}"`;
      const anonymous = await nobody.ask({ path });
      expect(anonymous.body).toEqual(refusal(403, 'Forbidden', message, { kind: 'pods' }));
      expect((await nobody.ask({ path: '/readyz' })).status).toBe(200);
    },
  },
  {
    id: 'access/forbidden',
    title: '403 says who may not do what where, and comes before 404',
    async run(context) {
      const { namespace } = context;
      const account = await makeAccount(context, 'nobody');
      const user = accountName(context, 'nobody');
      const where = `in the namespace "${namespace}"`;
      const cases: [Parameters<Api['ask']>[0], string, object][] = [
        [
          { path: argo(context, 'rollouts/shop') },
          `rollouts.argoproj.io "shop" is forbidden: User "${user}" cannot get resource "rollouts" in API group "argoproj.io" ${where}`,
          { name: 'shop', group: 'argoproj.io', kind: 'rollouts' },
        ],
        [
          {
            method: 'PATCH',
            path: argo(context, 'rollouts/shop/status'),
            body: {},
            contentType: 'application/merge-patch+json',
          },
          `rollouts.argoproj.io "shop" is forbidden: User "${user}" cannot patch resource "rollouts/status" in API group "argoproj.io" ${where}`,
          { name: 'shop', group: 'argoproj.io', kind: 'rollouts' },
        ],
        [
          { path: '/api/v1/nodes' },
          `nodes is forbidden: User "${user}" cannot list resource "nodes" in API group "" at the cluster scope`,
          { kind: 'nodes' },
        ],
        [
          { path: core(context, 'pods'), query: { watch: 'true' } },
          `pods is forbidden: User "${user}" cannot watch resource "pods" in API group "" ${where}`,
          { kind: 'pods' },
        ],
      ];
      for (const [asked, message, details] of cases) {
        expect((await account.ask(asked)).body).toEqual(refusal(403, 'Forbidden', message, details));
      }
    },
  },
  {
    id: 'access/rules',
    title: 'a role gives its verbs on its resources in its namespace, subresources apart',
    async run(context) {
      const account = await makeAccount(context, 'reader');
      await grant(context, 'reader', [readRollouts]);
      const path = argo(context, 'rollouts');
      await eventually(async () => expect((await account.ask({ path })).status).toBe(200));
      expect((await account.ask({ path: `${path}/nothing` })).status).toBe(404);
      const patch = { method: 'PATCH', body: {}, contentType: 'application/merge-patch+json' };
      expect((await account.ask({ ...patch, path: `${path}/nothing/status` })).status).toBe(403);
      expect((await account.ask({ path: argo({ namespace: 'default' }, 'rollouts') })).status).toBe(403);
      expect((await account.ask({ path: core(context, 'pods') })).status).toBe(403);
    },
  },
  {
    id: 'access/self-review',
    title: 'anybody may ask what they may, and who they are',
    async run(context) {
      const { namespace } = context;
      const account = await makeAccount(context, 'promoter');
      await grant(context, 'promoter', [readRollouts, patchStatus]);
      const rollouts = { group: 'argoproj.io', resource: 'rollouts', namespace };
      const ask = (more: object) => may(account, { ...rollouts, ...more });
      await eventually(async () => expect(await ask({ verb: 'list' })).toBe(true));
      expect(await ask({ verb: 'patch', subresource: 'status' })).toBe(true);
      expect(await ask({ verb: 'patch' })).toBe(false);
      expect(await ask({ verb: 'list', namespace: 'default' })).toBe(false);
      expect(await may(context.api, { verb: '*', group: '*', resource: '*' })).toBe(true);
      const self = await account.must({
        method: 'POST',
        path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
        body: { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
      });
      expect(at(self, 'status', 'userInfo')).toMatchObject({
        username: accountName(context, 'promoter'),
        groups: expect.arrayContaining([
          'system:serviceaccounts',
          `system:serviceaccounts:${namespace}`,
          'system:authenticated',
        ]),
      });
    },
  },
  {
    id: 'access/revoked',
    title: 'rights that are taken away are gone at once; an account’s token ends with it',
    async run(context) {
      const { api, namespace } = context;
      const account = await makeAccount(context, 'reader');
      await grant(context, 'reader', [readRollouts]);
      const path = argo(context, 'rollouts');
      await eventually(async () => expect((await account.ask({ path })).status).toBe(200));
      await api.delete(`${RBAC}/namespaces/${namespace}/rolebindings/reader`);
      await eventually(async () => expect((await account.ask({ path })).status).toBe(403), 5_000);
      await api.delete(core(context, 'serviceaccounts/reader'));
      await eventually(async () => expect((await account.ask({ path })).status).toBe(401), 20_000);
    },
  },
  {
    id: 'access/impersonate',
    title: 'an admin may act for others, who then may only what they may',
    async run(context) {
      await grant(context, 'reader', [readRollouts]);
      const headers = { 'impersonate-user': accountName(context, 'reader') };
      const ask = (path: string) => context.api.ask({ path, headers });
      await eventually(async () => expect((await ask(argo(context, 'rollouts'))).status).toBe(200));
      expect((await ask(core(context, 'pods'))).status).toBe(403);
    },
  },
];
