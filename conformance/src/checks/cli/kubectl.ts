import { expect } from 'expect';
import { stringify } from 'yaml';
import { makeAccount } from '../../accounts';
import type { Check } from '../../Check';
import { argo, configMap, core } from '../../CheckContext';
import { eventually, sleep } from '../../eventually';
import { at, textAt } from '../../json';
import { LiveRollout } from '../../rollouts/LiveRollout';
import { rolloutObject, serviceObject } from '../../rollouts/manifests';
import { normalise } from './normalise';

const needs = ['kubectl'] as const;
const yaml = (...objects: object[]) => objects.map(object => stringify(object)).join('---\n');

export const kubectl: readonly Check[] = [
  {
    id: 'cli/kubectl-get',
    title: 'get prints rollouts, their ReplicaSets, pods and Services as tables',
    needs,
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const { currentPodHash: hash = '' } = (await rollout.get()).status;
      const get = async (...args: string[]) =>
        normalise(await context.tools.kubectlSays(['get', ...args]), { '<hash>': hash });
      const row = 'shop 2 2 2 2 <age>';
      expect(await get('rollouts')).toEqual(['NAME DESIRED CURRENT UP-TO-DATE AVAILABLE AGE', row]);
      expect(await get('ro', 'shop', '--no-headers')).toEqual([row]);
      expect(await get('rs,svc')).toEqual([
        'NAME DESIRED CURRENT READY AGE',
        'replicaset.apps/shop-<hash> 2 2 2 <age>',
        'NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S) AGE',
        'service/shop ClusterIP <ip> <none> 80/TCP <age>',
        'service/shop-preview ClusterIP <ip> <none> 80/TCP <age>',
      ]);
      expect(await get('pods', '-l', 'app=shop', '--show-labels')).toEqual([
        'NAME READY STATUS RESTARTS AGE LABELS',
        'shop-<hash>-<pod> 1/1 Running 0 <age> app=shop,rollouts-pod-template-hash=<hash>',
        'shop-<hash>-<pod> 1/1 Running 0 <age> app=shop,rollouts-pod-template-hash=<hash>',
      ]);
      expect(await get('pods', '-l', 'app=other', '--ignore-not-found')).toEqual([]);
      const path = 'jsonpath={.status.phase} {.status.blueGreen.activeSelector}';
      expect(await get('rollout', 'shop', '-o', path)).toEqual(['Healthy <hash>']);
      const json = JSON.parse(await context.tools.kubectlSays(['get', 'rollouts', '-o', 'json']));
      expect(json).toMatchObject({ kind: 'List', items: [{ kind: 'Rollout', metadata: { name: 'shop' } }] });
      const missing = await context.tools.kubectl(['get', 'rollout', 'none']);
      expect(missing).toMatchObject({
        code: 1,
        stderr: 'Error from server (NotFound): rollouts.argoproj.io "none" not found\n',
      });
    },
  },
  {
    id: 'cli/kubectl-describe',
    title: 'describe prints a rollout with its conditions and events',
    needs,
    async run(context) {
      await LiveRollout.deploy(context);
      await eventually(async () => {
        const lines = normalise(await context.tools.kubectlSays(['describe', 'rollout', 'shop']));
        expect(lines).toEqual(
          expect.arrayContaining([
            'Name: shop',
            `Namespace: ${context.namespace}`,
            'Annotations: rollout.argoproj.io/revision: 1',
            'API Version: argoproj.io/v1alpha1',
            'Kind: Rollout',
            'Auto Promotion Enabled: false',
            'Active Service: shop',
            'Image: registry.k8s.io/pause:3.8',
            'Phase: Healthy',
            'Events:',
            'Type Reason Age From Message',
            'Normal RolloutUpdated <age> rollouts-controller Rollout updated to revision 1',
            expect.stringMatching(
              /^Normal SwitchService <age> rollouts-controller Switched selector for service 'shop'/,
            ),
          ]),
        );
      });
      const pods = normalise(await context.tools.kubectlSays(['describe', 'pods', '-l', 'app=shop']));
      expect(pods).toEqual(
        expect.arrayContaining(['Status: Running', 'Image: registry.k8s.io/pause:3.8', 'Ready: True']),
      );
    },
  },
  {
    id: 'cli/kubectl-apply',
    title: 'apply creates, leaves alone what is the same, changes and takes away what is not',
    needs,
    async run({ tools, api, ...context }) {
      const apply = (...objects: object[]) => tools.kubectlSays(['apply', '-f', '-'], yaml(...objects));
      const service = serviceObject('shop', 'shop');
      const map = configMap('one', { data: { a: '1', b: '2' } });
      expect(normalise(await apply(map, service))).toEqual(['configmap/one created', 'service/shop created']);
      expect(normalise(await apply(map, service))).toEqual([
        'configmap/one unchanged',
        'service/shop unchanged',
      ]);
      const other = configMap('one', { data: { a: '3' } });
      expect(normalise(await apply(other, service))).toEqual([
        'configmap/one configured',
        'service/shop unchanged',
      ]);
      expect(at(await api.get(core(context, 'configmaps/one')), 'data')).toEqual({ a: '3' });
    },
  },
  {
    id: 'cli/kubectl-apply-rollout',
    title: 'apply and server-side apply of a rollout',
    needs,
    async run({ tools, api, ...context }) {
      const object = rolloutObject({ name: 'idle', image: 'idle:1' });
      const apply = (change: object, ...args: string[]) =>
        tools.kubectlSays(['apply', '-f', '-', ...args], yaml(change));
      expect(normalise(await apply(object))).toEqual(['rollout.argoproj.io/idle created']);
      await sleep(1_000);
      const more = { ...object, spec: { ...object.spec, replicas: 3 } };
      expect(normalise(await apply(more))).toEqual(['rollout.argoproj.io/idle configured']);
      expect(at(await api.get(argo(context, 'rollouts/idle')), 'spec', 'replicas')).toBe(3);
      const served = configMap('one', { data: { a: '1' } });
      expect(normalise(await apply(served, '--server-side'))).toEqual(['configmap/one serverside-applied']);
    },
  },
  {
    id: 'cli/kubectl-patch',
    title: 'patch in its three types, also of the status',
    needs,
    async run({ tools, api, ...context }) {
      await api.create(core(context, 'services'), serviceObject('shop', 'shop'));
      await api.create(argo(context, 'rollouts'), rolloutObject({ name: 'idle', image: 'idle:1' }));
      const patch = async (what: string, type: string, body: unknown, ...args: string[]) =>
        normalise(
          await tools.kubectlSays([
            'patch',
            ...what.split(' '),
            '--type',
            type,
            '-p',
            JSON.stringify(body),
            ...args,
          ]),
        );
      const label = { metadata: { labels: { a: '1' } } };
      expect(await patch('svc shop', 'strategic', label)).toEqual(['service/shop patched']);
      expect(await patch('svc shop', 'strategic', label)).toEqual(['service/shop patched (no change)']);
      const replicas = { spec: { replicas: 5 } };
      expect(await patch('rollout idle', 'merge', replicas)).toEqual(['rollout.argoproj.io/idle patched']);
      const operation = [{ op: 'replace', path: '/spec/replicas', value: 4 }];
      expect(await patch('rollout idle', 'json', operation)).toEqual(['rollout.argoproj.io/idle patched']);
      const status = { status: { message: 'said' } };
      expect(await patch('rollout idle', 'merge', status, '--subresource', 'status')).toEqual([
        'rollout.argoproj.io/idle patched',
      ]);
      expect(at(await api.get(argo(context, 'rollouts/idle')), 'spec', 'replicas')).toBe(4);
      const refused = await tools.kubectl(['patch', 'rollout', 'idle', '-p', '{"spec":{}}']);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toMatch(
        /^error: application\/strategic-merge-patch\+json is not supported by argoproj\.io\/v1alpha1, Kind=Rollout/,
      );
      const stale = JSON.stringify([{ op: 'test', path: '/metadata/uid', value: 'other' }]);
      const tested = await tools.kubectl(['patch', 'rollout', 'idle', '--type', 'json', '-p', stale]);
      expect(tested).toMatchObject({
        code: 1,
        stderr: 'The request is invalid: the server rejected our request due to an error in our request\n',
      });
    },
  },
  {
    id: 'cli/kubectl-edit-objects',
    title: 'create, label, annotate, scale, set image, delete',
    needs,
    async run({ tools, api, ...context }) {
      const says = async (...args: string[]) => normalise(await tools.kubectlSays(args));
      expect(await says('create', 'configmap', 'one', '--from-literal', 'a=1')).toEqual([
        'configmap/one created',
      ]);
      expect(await says('label', 'cm', 'one', 'x=y')).toEqual(['configmap/one labeled']);
      expect(await says('annotate', 'cm', 'one', 'note=said')).toEqual(['configmap/one annotated']);
      expect(await says('create', 'deployment', 'web', '--image', 'registry.k8s.io/pause:3.8')).toEqual([
        'deployment.apps/web created',
      ]);
      expect(await says('rollout', 'status', 'deployment/web', '--timeout', '30s')).toContain(
        'deployment "web" successfully rolled out',
      );
      expect(await says('scale', 'deployment', 'web', '--replicas', '2')).toEqual([
        'deployment.apps/web scaled',
      ]);
      expect(await says('set', 'image', 'deployment/web', 'pause=registry.k8s.io/pause:3.9')).toEqual([
        'deployment.apps/web image updated',
      ]);
      const web = await api.get(`/apis/apps/v1/namespaces/${context.namespace}/deployments/web`);
      expect(textAt(web, 'spec', 'template', 'spec', 'containers', 0, 'image')).toBe(
        'registry.k8s.io/pause:3.9',
      );
      // Newer ones also say from where.
      const deleted = (await says('delete', 'deployment/web', 'cm/one')).join('\n');
      expect(deleted).toMatch(/^deployment\.apps "web" deleted.*\nconfigmap "one" deleted/);
      expect(await says('wait', '--for', 'delete', 'deployment/web', '--timeout', '20s')).toEqual([]);
    },
  },
  {
    id: 'cli/kubectl-can-i',
    title: 'auth can-i and whoami tell what a service account may and who it is',
    needs,
    async run(context) {
      const { tools, namespace } = context;
      await makeAccount(context, 'nobody');
      const as = `system:serviceaccount:${namespace}:nobody`;
      expect(await tools.kubectlSays(['auth', 'can-i', 'patch', 'rollouts', '--subresource', 'status'])).toBe(
        'yes\n',
      );
      const refused = await tools.kubectl(['auth', 'can-i', 'list', 'pods', '--as', as]);
      expect(refused).toMatchObject({ code: 1, stdout: 'no\n' });
      const forbidden = await tools.kubectl(['get', 'pods', '--as', as]);
      expect(forbidden).toMatchObject({
        code: 1,
        stderr: `Error from server (Forbidden): pods is forbidden: User "${as}" cannot list resource "pods" in API group "" in the namespace "${namespace}"\n`,
      });
      const self = JSON.parse(await tools.kubectlSays(['auth', 'whoami', '-o', 'json', '--as', as]));
      expect(textAt(self, 'status', 'userInfo', 'username')).toBe(as);
      const token = await tools.kubectlSays(['create', 'token', 'nobody']);
      expect(token.trim()).toMatch(/^[\w.-]{20,}$/);
    },
  },
  {
    id: 'cli/kubectl-discovery',
    title: 'api-resources and explain know the rollouts',
    needs,
    async run({ tools }) {
      const lines = normalise(await tools.kubectlSays(['api-resources', '--api-group', 'argoproj.io']));
      expect(lines).toEqual(
        expect.arrayContaining([
          'NAME SHORTNAMES APIVERSION NAMESPACED KIND',
          'rollouts ro argoproj.io/v1alpha1 true Rollout',
          'analysisruns ar argoproj.io/v1alpha1 true AnalysisRun',
          'analysistemplates at argoproj.io/v1alpha1 true AnalysisTemplate',
        ]),
      );
      expect(await tools.kubectlSays(['get', '--raw', '/readyz'])).toBe('ok');
    },
  },
  {
    id: 'cli/kubectl-watch',
    title: 'get --watch prints what changes; wait sees a condition come',
    needs,
    async run(context) {
      const rollout = await LiveRollout.deploy(context);
      const waiting = context.tools.kubectlSays([
        'wait',
        'rollout/shop',
        '--for=jsonpath={.status.phase}=Paused',
        '--timeout=40s',
      ]);
      const watching = context.tools.kubectl(['get', 'rollouts', '--watch', '--request-timeout', '8s']);
      await rollout.pushToPause('3.9');
      expect(normalise(await waiting)).toEqual(['rollout.argoproj.io/shop condition met']);
      const { stdout } = await watching;
      const lines = normalise(stdout);
      expect(lines[0]).toBe('NAME DESIRED CURRENT UP-TO-DATE AVAILABLE AGE');
      expect(lines.length).toBeGreaterThan(2);
      expect(lines).toContain('shop 2 4 2 2 <age>');
    },
  },
];
