import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, core } from '../../CheckContext';
import { at } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';
import { apply, apps, conflicts, deployment, owners, wholeDeployment } from './applying';

const pod = (spec: object) => deployment({ template: { spec } });

export const appliedLists: readonly Check[] = [
  {
    id: 'apply/list-keys',
    title:
      'containers, variables, ports and volumes are told apart by their keys; others’ items stay where they were',
    async run(context) {
      const path = apps(context, 'deployments/shop');
      await apply(context, path, wholeDeployment('shop'), { manager: 'first' });
      const side = { name: 'side', image: 'registry.k8s.io/pause:3.9' };
      const more = await apply(context, path, pod({ containers: [side] }), { manager: 'mesh' });
      expect(at(more.body, 'spec', 'template', 'spec', 'containers')).toMatchObject([{ name: 'app' }, side]);
      const app = {
        name: 'app',
        ports: [{ containerPort: 80 }, { containerPort: 80, protocol: 'UDP' }],
        env: [{ name: 'A', value: '1' }],
        volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
      };
      const volumes = [{ name: 'tmp', emptyDir: {} }];
      const keyed = await apply(context, path, pod({ containers: [app], volumes }), { manager: 'third' });
      expect(owners(keyed.body)['third Apply']).toEqual({
        'f:spec': {
          'f:template': {
            'f:spec': {
              'f:containers': {
                'k:{"name":"app"}': {
                  '.': {},
                  'f:name': {},
                  'f:env': { 'k:{"name":"A"}': { '.': {}, 'f:name': {}, 'f:value': {} } },
                  'f:ports': {
                    'k:{"containerPort":80,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} },
                    'k:{"containerPort":80,"protocol":"UDP"}': {
                      '.': {},
                      'f:containerPort': {},
                      'f:protocol': {},
                    },
                  },
                  'f:volumeMounts': {
                    'k:{"mountPath":"/tmp"}': { '.': {}, 'f:mountPath': {}, 'f:name': {} },
                  },
                },
              },
              'f:volumes': { 'k:{"name":"tmp"}': { '.': {}, 'f:emptyDir': {}, 'f:name': {} } },
            },
          },
        },
      });
      const other = { name: 'app', env: [{ name: 'A', value: '2' }] };
      const refused = await apply(context, path, pod({ containers: [other] }), { manager: 'mesh' });
      expect(conflicts(refused)).toEqual([
        ['.spec.template.spec.containers[name="app"].env[name="A"].value', 'conflict with "third"'],
      ]);
      const gone = await apply(context, path, deployment({}), { manager: 'mesh' });
      expect(at(gone.body, 'spec', 'template', 'spec', 'containers')).toMatchObject([{ name: 'app' }]);
    },
  },
  {
    id: 'apply/list-kinds',
    title: 'a set is shared item by item, an atomic list belongs to one as a whole',
    async run(context) {
      const path = core(context, 'services/shop');
      const service = (spec: object, metadata: object = {}) => ({
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'shop', ...metadata },
        spec,
      });
      const first = {
        selector: { app: 'shop' },
        ports: [{ name: 'web', port: 80 }],
        externalIPs: ['192.0.2.1'],
      };
      const finalizers = (...names: string[]) => ({ finalizers: names.map(name => `example.org/${name}`) });
      await apply(context, path, service(first, finalizers('a')), { manager: 'first' });
      const metrics = service({ ports: [{ name: 'metrics', port: 9090 }] }, finalizers('b'));
      const both = await apply(context, path, metrics, { manager: 'second' });
      expect(at(both.body, 'spec', 'ports')).toMatchObject([{ port: 80 }, { port: 9090 }]);
      expect(at(both.body, 'metadata', 'finalizers')).toEqual(['example.org/a', 'example.org/b']);
      expect(at(owners(both.body)['second Apply'], 'f:metadata')).toEqual({
        'f:finalizers': { 'v:"example.org/b"': {} },
      });
      const atomic = await apply(
        context,
        path,
        service({ externalIPs: ['192.0.2.2'], selector: { b: 'c' } }),
        {
          manager: 'third',
        },
      );
      expect(conflicts(atomic)).toEqual([
        ['.spec.externalIPs', 'conflict with "first"'],
        ['.spec.selector', 'conflict with "first"'],
      ]);
      const free = await apply(context, path, service({ ports: [{ name: 'metrics', port: 9090 }] }), {
        manager: 'second',
      });
      expect(at(free.body, 'metadata', 'finalizers')).toEqual(['example.org/a']);
      await apply(context, path, service({}), { manager: 'first' });
      await context.api.patch(path, { metadata: { finalizers: null } });
    },
  },
  {
    id: 'apply/custom',
    title: 'custom resources have owners by the lists of their definition, down to a container’s port',
    async run(context) {
      const rollout = rolloutObject({ name: 'idle', image: 'idle:1' });
      const query = { fieldManager: 'creator' };
      await context.api.must({ method: 'POST', path: argo(context, 'rollouts'), query, body: rollout });
      const path = argo(context, 'rollouts/idle');
      const part = (container: object, blueGreen: object) => ({
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Rollout',
        spec: {
          template: { spec: { containers: [{ name: nameOf(rollout), ...container }] } },
          strategy: { blueGreen },
        },
      });
      const service = {
        activeService: String(at(rollout, 'spec', 'strategy', 'blueGreen', 'activeService')),
      };
      const said = part({ ports: [{ containerPort: 8081 }] }, { ...service, scaleDownDelaySeconds: 7 });
      const applied = await apply(context, path, said, { manager: 'pipeline', force: true });
      expect(owners(applied.body)['pipeline Apply']).toMatchObject({
        'f:spec': {
          'f:template': {
            'f:spec': {
              'f:containers': {
                [`k:{"name":"${nameOf(rollout)}"}`]: {
                  'f:ports': {
                    'k:{"containerPort":8081,"protocol":"TCP"}': { '.': {}, 'f:containerPort': {} },
                  },
                },
              },
            },
          },
        },
      });
      const ports = at(applied.body, 'spec', 'template', 'spec', 'containers', '0', 'ports');
      expect(ports).toEqual(expect.arrayContaining([{ containerPort: 8081, protocol: 'TCP' }]));
      const less = await apply(context, path, part({}, service), { manager: 'pipeline', force: true });
      expect(at(less.body, 'spec', 'strategy', 'blueGreen')).not.toHaveProperty('scaleDownDelaySeconds');
    },
  },
];

function nameOf(rollout: unknown): string {
  return String(at(rollout, 'spec', 'template', 'spec', 'containers', '0', 'name'));
}
