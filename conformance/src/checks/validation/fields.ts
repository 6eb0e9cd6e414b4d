import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, configMap, core, type CheckContext, createConfigMap } from '../../CheckContext';
import { at, textAt } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';
import { apps, wholeDeployment } from '../apply/applying';
import { changed, tried } from './trying';

const strict = { fieldValidation: 'Strict' };

/** Each with a field that nobody knows. */
function strangers(context: CheckContext): [path: string, kind: string, body: unknown, field: string][] {
  const rollout = rolloutObject({ name: 'idle', image: 'idle:1' });
  return [
    [core(context, 'configmaps'), 'ConfigMap in version "v1"', { ...configMap('x'), foo: 1 }, 'foo'],
    [
      apps(context, 'deployments'),
      'Deployment in version "v1"',
      changed(wholeDeployment('x'), 'spec.template.spec.containers[0].foo', 1),
      'spec.template.spec.containers[0].foo',
    ],
    [
      argo(context, 'rollouts'),
      'Rollout in version "v1alpha1"',
      changed(rollout, 'spec.strategy.blueGreen.foo', 1),
      'spec.strategy.blueGreen.foo',
    ],
    [
      argo(context, 'rollouts'),
      'Rollout in version "v1alpha1"',
      changed(rollout, 'metadata.foo', 1),
      'metadata.foo',
    ],
  ];
}

export const fieldValidation: readonly Check[] = [
  {
    id: 'validation/unknown-fields',
    title: 'fields that nobody knows: a warning, silence, or a 400, as was asked',
    async run(context) {
      for (const [path, kind, body, field] of strangers(context)) {
        const warned = await tried(context.api, path, body);
        const warning = `299 - ${JSON.stringify(`unknown field "${field}"`)}`;
        expect([field, warned.status, warned.headers.warning]).toEqual([field, 201, warning]);
        expect(at(warned.body, ...field.replace(/\[(\d)\]/, '.$1').split('.'))).toBeUndefined();
        const ignored = await tried(context.api, path, body, { fieldValidation: 'Ignore' });
        expect([field, ignored.status, ignored.headers.warning]).toEqual([field, 201, undefined]);
        const refused = await tried(context.api, path, body, strict);
        const why = `strict decoding error: unknown field "${field}"`;
        expect([refused.status, textAt(refused.body, 'message')]).toEqual([
          400,
          `${kind} cannot be handled as a ${kind.split(' ')[0]}: ${why}`,
        ]);
      }
      const other = await tried(context.api, core(context, 'configmaps'), configMap('x'), {
        fieldValidation: 'Some',
      });
      expect(textAt(other.body, 'message')).toBe(
        'CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Some": supported values: "", "Ignore", "Strict", "Warn"',
      );
    },
  },
  {
    id: 'validation/repeated-fields',
    title: 'fields that are said twice, in JSON and in YAML',
    async run(context) {
      const path = core(context, 'configmaps');
      const json = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"x"},"data":{"a":"1","a":"2"}}';
      const warned = await tried(context.api, path, json);
      expect(warned.headers.warning).toBe('299 - "duplicate field \\"data.a\\""');
      expect(at(warned.body, 'data')).toEqual({ a: '2' });
      const refused = await tried(context.api, path, json, strict);
      expect(textAt(refused.body, 'message')).toContain('strict decoding error: duplicate field "data.a"');
      const yaml = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: x\ndata:\n  a: "1"\n  a: "2"\n';
      const query = { dryRun: 'All' };
      const ofYaml = await context.api.ask({
        method: 'POST',
        path,
        query,
        body: yaml,
        contentType: 'application/yaml',
      });
      expect(ofYaml.headers.warning).toBe('299 - "line 7: key \\"a\\" already set in map"');
    },
  },
  {
    id: 'validation/patches',
    title: 'what a patch makes is looked at in the same way',
    async run(context) {
      await createConfigMap(context, 'one');
      const path = core(context, 'configmaps/one');
      const patch = (query: Record<string, string>) =>
        context.api.ask({
          method: 'PATCH',
          path,
          query,
          body: { foo: 1 },
          contentType: 'application/merge-patch+json',
        });
      const warned = await patch({});
      expect([warned.status, warned.headers.warning]).toEqual([200, '299 - "unknown field \\"foo\\""']);
      const refused = await patch(strict);
      expect(refused.status).toBe(422);
      expect(textAt(refused.body, 'message')).toMatch(
        /^ "" is invalid: patch: Invalid value: .*: strict decoding error: unknown field "foo"$/,
      );
      expect(at(refused.body, 'details', 'causes', 0, 'field')).toBe('patch');
    },
  },
  {
    id: 'validation/types',
    title: 'values of another type can not be read, in the words of the server’s own program',
    async run({ api, ...context }) {
      const path = apps(context, 'deployments');
      const good = wholeDeployment('shop', { ports: [{ containerPort: 80 }] });
      const container = 'spec.template.spec.containers';
      const wrong: [string, unknown, string][] = [
        ['spec.replicas', '2', 'string into Go struct field DeploymentSpec.spec.replicas of type int32'],
        ['spec.replicas', 1.5, 'number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32'],
        [
          'metadata.labels',
          { a: 1 },
          'number into Go struct field ObjectMeta.metadata.labels of type string',
        ],
        [
          `${container}[0].ports[0].containerPort`,
          '80',
          `string into Go struct field ContainerPort.${container}.ports.containerPort of type int32`,
        ],
        [container, {}, `object into Go struct field PodSpec.${container} of type []v1.Container`],
      ];
      for (const [where, value, why] of wrong) {
        const answer = await tried(api, path, changed(good, where, value));
        expect([answer.status, textAt(answer.body, 'message')]).toEqual([
          400,
          `Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal ${why}`,
        ]);
      }
      const lots = await tried(
        api,
        path,
        changed(good, `${container}[0].resources`, { requests: { cpu: 'lots' } }),
      );
      expect(textAt(lots.body, 'message')).toContain(': quantities must match the regular expression');
    },
  },
];
