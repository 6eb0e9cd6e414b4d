import { expect } from 'expect';
import type { Asked } from '../../Api';
import { patchTypes } from '../../Api';
import type { Check } from '../../Check';
import { argo, type CheckContext, core } from '../../CheckContext';
import { portalAccount } from '../../documented';
import { LiveRollout } from '../../rollouts/LiveRollout';

const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const LEDGER_HEAD = 'greenroom-ledger-head';

function merge(path: string, body: object): Asked {
  return { method: 'PATCH', path, body, contentType: patchTypes.merge };
}

function json(path: string, body: object[]): Asked {
  return { method: 'PATCH', path, body, contentType: patchTypes.json };
}

/** Everything that the portal writes, and what it reads for that. */
async function needed(context: CheckContext, rollout: LiveRollout): Promise<Asked[]> {
  const paused = await rollout.quiet();
  const status = `${rollout.path}/status`;
  const message = { op: 'add', path: '/status/message', value: 'nudged' };
  const replicaSet = await rollout.replicaSet(paused.status.stableRS);
  const head = core(context, 'configmaps', LEDGER_HEAD);
  return [
    json(status, [...LiveRollout.guards(paused), { op: 'remove', path: '/status/pauseConditions' }]),
    json(status, [...LiveRollout.guards(paused), message]),
    merge(status, { status: { abort: true } }),
    merge(status, { status: { abort: false } }),
    merge(status, { status: { promoteFull: true } }),
    merge(rollout.path, { spec: { paused: true } }),
    merge(rollout.path, { spec: { restartAt: '2026-11-21T12:00:00Z' } }),
    json(rollout.path, [{ op: 'replace', path: '/spec/template', value: paused.spec.template }]),
    { path: `/apis/apps/v1/namespaces/${context.namespace}/replicasets/${replicaSet?.metadata.name}` },
    { path: `${ADMISSION}/validatingadmissionpolicies` },
    { path: `${ADMISSION}/validatingadmissionpolicybindings` },
    { path: head },
    merge(head, { data: { seq: '1', hash: 'none' } }),
  ];
}

/** What it has no business with. */
function denied(context: CheckContext): Asked[] {
  const rollout = argo(context, 'rollouts/shop');
  const policy = `${ADMISSION}/validatingadmissionpolicies/greenroom-promotion-lock`;
  const binding = `${ADMISSION}/validatingadmissionpolicybindings/greenroom-promotion-lock`;
  const other = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } };
  const replicaSets = `/apis/apps/v1/namespaces/${context.namespace}/replicasets`;
  return [
    { method: 'PUT', path: rollout, body: {} },
    { method: 'PUT', path: `${rollout}/status`, body: {} },
    { method: 'DELETE', path: rollout },
    { method: 'POST', path: argo(context, 'rollouts'), body: {} },
    merge(`${rollout}/scale`, {}),
    merge(`${replicaSets}/shop`, {}),
    { method: 'DELETE', path: `${replicaSets}/shop` },
    { method: 'DELETE', path: core(context, 'pods/shop') },
    merge(core(context, 'services/shop'), {}),
    { path: core(context, 'secrets') },
    { path: core(context, 'configmaps') },
    { method: 'POST', path: core(context, 'configmaps'), body: other },
    merge(core(context, 'configmaps/other'), {}),
    { method: 'DELETE', path: core(context, 'configmaps', LEDGER_HEAD) },
    merge(`/api/v1/namespaces/default/configmaps/${LEDGER_HEAD}`, {}),
    merge(policy, {}),
    { method: 'DELETE', path: policy },
    merge(binding, {}),
    { method: 'DELETE', path: binding },
    merge(argo(context, 'analysisruns/shop'), {}),
  ];
}

/** `docs/kubernetes/portal-promoter.yaml`. */
export const rights: readonly Check[] = [
  {
    id: 'promotions/rights',
    title: 'what docs/kubernetes/portal-promoter.yaml gives is enough for every write of the portal',
    async run(context) {
      const portal = await portalAccount(context);
      const rollout = await LiveRollout.deploy(context);
      await rollout.pushToPause('3.9');
      for (const asked of await needed(context, rollout)) {
        const query = asked.method === 'PATCH' ? { dryRun: 'All' } : undefined;
        const { status, text } = await portal.ask({ ...asked, query });
        expect([asked, status, status === 200 ? '' : text]).toEqual([asked, 200, '']);
      }
    },
  },
  {
    id: 'promotions/no-more-rights',
    title: 'and gives nothing that it has no use for',
    async run(context) {
      const portal = await portalAccount(context);
      for (const asked of denied(context)) {
        const { status } = await portal.ask(asked);
        expect([asked, status]).toEqual([asked, 403]);
      }
    },
  },
];
