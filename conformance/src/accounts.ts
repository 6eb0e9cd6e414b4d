import type { Api } from './Api';
import { type CheckContext, core } from './CheckContext';
import { textAt } from './json';

export const RBAC = '/apis/rbac.authorization.k8s.io/v1';

/** How the server calls a service account of the check's namespace. */
export function accountName({ namespace }: CheckContext, account: string): string {
  return `system:serviceaccount:${namespace}:${account}`;
}

/** A token of a service account, as `kubectl create token` asks for it. */
export async function tokenOf(context: CheckContext, account: string): Promise<string> {
  const answer = await context.api.must({
    method: 'POST',
    path: core(context, 'serviceaccounts', account, 'token'),
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      spec: { expirationSeconds: 3_600 },
    },
  });
  return textAt(answer, 'status', 'token');
}

/** A service account without any rights, and the server as it sees it. */
export async function makeAccount(context: CheckContext, account: string): Promise<Api> {
  const object = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: account } };
  await context.api.create(core(context, 'serviceaccounts'), object);
  const api = context.api.as(await tokenOf(context, account));
  context.cleanUp(() => api.close());
  return api;
}
