import { expect } from 'expect';
import type { Check } from '../../Check';
import { argo, configMap, core } from '../../CheckContext';
import { at } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';
import { apply, apps, deployment, wholeDeployment } from './applying';

export const appliedRefusals: readonly Check[] = [
  {
    id: 'apply/typed',
    title: 'fields that there are not, other types and repeated items can not be applied',
    async run(context) {
      const path = apps(context, 'deployments/shop');
      await apply(context, path, wholeDeployment('shop'), { manager: 'first' });
      const where = '(/; apps/v1, Kind=Deployment)';
      const said: [object, string][] = [
        [{ foo: 1 }, '.spec.foo: field not declared in schema'],
        [{ replicas: '2' }, '.spec.replicas: expected numeric (int or float), got string'],
        [
          { template: { spec: { containers: [{ name: 'a' }, { name: 'a' }] } } },
          '.spec.template.spec.containers: duplicate entries for key [name="a"]',
        ],
      ];
      for (const [spec, why] of said) {
        const answer = await apply(context, path, deployment(spec), { manager: 'first' });
        expect([answer.status, at(answer.body, 'message')]).toEqual([
          500,
          `failed to create typed patch object ${where}: ${why}`,
        ]);
      }
      await context.api.create(argo(context, 'rollouts'), rolloutObject({ name: 'idle', image: 'idle:1' }));
      const rollout = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', spec: { foo: 1 } };
      const custom = await apply(context, argo(context, 'rollouts/idle'), rollout, { manager: 'first' });
      expect(at(custom.body, 'message')).toBe(
        'failed to create typed patch object (/; argoproj.io/v1alpha1, Kind=Rollout): .spec.foo: field not declared in schema',
      );
    },
  },
  {
    id: 'apply/bad',
    title: 'another kind, another name, owners in what is applied, no manager and too long a one are refused',
    async run(context) {
      const path = core(context, 'configmaps/one');
      await apply(context, path, configMap('one'), { manager: 'first' });
      const bad: [object, number, string][] = [
        [{ metadata: { name: 'one' } }, 400, 'invalid object type: /, Kind='],
        [{ ...configMap('one'), kind: 'Secret' }, 400, 'invalid object type: /v1, Kind=Secret'],
        [configMap('two'), 400, 'the name of the object (two) does not match the name on the URL (one)'],
        [
          { ...configMap('one'), metadata: { managedFields: [{ manager: 'x' }] } },
          400,
          'metadata.managedFields must be nil',
        ],
      ];
      for (const [body, code, message] of bad) {
        const answer = await apply(context, path, body, { manager: 'first' });
        expect([answer.status, at(answer.body, 'message')]).toEqual([code, message]);
      }
      const nameless = await apply(context, path, configMap('one'), { manager: '' });
      expect([nameless.status, at(nameless.body, 'message')]).toEqual([
        422,
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      ]);
      const long = await apply(context, path, configMap('one'), { manager: 'x'.repeat(129) });
      expect(at(long.body, 'message')).toBe(
        'PatchOptions.meta.k8s.io "" is invalid: fieldManager: Too long: may not be more than 128 bytes',
      );
    },
  },
];
