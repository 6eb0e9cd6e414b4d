import { expect } from 'expect';
import { stringify } from 'yaml';
import type { Check } from '../../Check';
import { argo } from '../../CheckContext';
import { at } from '../../json';
import { rolloutObject } from '../../rollouts/manifests';
import { apps, owners, wholeDeployment } from '../apply/applying';
import { changed } from '../validation/trying';

const needs = ['kubectl'] as const;

/** The added and the removed lines of a `diff -u`, without its head. */
function differences(text: string): string[] {
  return text.split('\n').filter(line => /^[-+](?![-+])/.test(line));
}

/** One Deployment, or Rollout, of which nothing runs, with an image. */
const deployment = (tag: string) =>
  stringify(wholeDeployment('shop', { image: `registry.k8s.io/pause:${tag}` }));
const rollout = (tag: string) =>
  stringify(rolloutObject({ name: 'idle', image: `idle:${tag}`, replicas: 0 }));

export const kubectlApply: readonly Check[] = [
  {
    id: 'cli/kubectl-apply-server-side',
    title: 'apply --server-side makes, tells conflicts, takes by force, and takes over what apply had made',
    needs,
    async run(context) {
      const { tools, api } = context;
      const apply = (input: string, ...args: string[]) =>
        tools.kubectl(['apply', '--server-side', ...args, '-f', '-'], input);
      expect(await apply(deployment('3.8'))).toMatchObject({
        code: 0,
        stdout: 'deployment.apps/shop serverside-applied\n',
      });
      const other = ['--field-manager', 'other'];
      const refused = await apply(deployment('3.9'), ...other);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(
        'error: Apply failed with 1 conflict: conflict with "kubectl": .spec.template.spec.containers[name="app"].image\n',
      );
      expect((await apply(deployment('3.9'), ...other, '--force-conflicts')).code).toBe(0);
      await tools.kubectlSays(['apply', '-f', '-'], rollout('1'));
      expect((await apply(rollout('2'))).stdout).toBe('rollout.argoproj.io/idle serverside-applied\n');
      const stored = await api.get(argo(context, 'rollouts/idle'));
      expect(at(stored, 'spec', 'template', 'spec', 'containers', 0, 'image')).toBe('idle:2');
      expect(owners(stored)).toMatchObject({ 'kubectl Apply': {} });
      expect(owners(stored)).not.toHaveProperty('kubectl-client-side-apply Update');
    },
  },
  {
    id: 'cli/kubectl-diff',
    title: 'diff says what apply would change, on both sides, and nothing when there is nothing',
    needs,
    async run({ tools }) {
      for (const make of [deployment, rollout]) {
        const made = await tools.kubectl(['diff', '-f', '-'], make('1'));
        expect(made.code).toBe(1);
        expect(differences(made.stdout)).toEqual(
          expect.arrayContaining([expect.stringMatching(/^\+ .*image: .*:1$/)]),
        );
        await tools.kubectlSays(['apply', '-f', '-'], make('1'));
        expect(await tools.kubectl(['diff', '-f', '-'], make('1'))).toMatchObject({ code: 0, stdout: '' });
        for (const side of [[], ['--server-side']]) {
          const changedImage = await tools.kubectl(['diff', ...side, '-f', '-'], make('2'));
          const images = differences(changedImage.stdout).filter(line => line.includes('image:'));
          expect(images.map(line => line[0] + line.slice(-2))).toEqual(['-:1', '+:2']);
        }
      }
    },
  },
  {
    id: 'cli/kubectl-dry-run',
    title: 'apply and delete --dry-run=server only try',
    needs,
    async run({ api, tools, ...context }) {
      const tried = await tools.kubectlSays(['apply', '--dry-run=server', '-f', '-'], deployment('3.8'));
      expect(tried).toBe('deployment.apps/shop created (server dry run)\n');
      const path = apps(context, 'deployments/shop');
      expect((await api.ask({ path })).status).toBe(404);
      await tools.kubectlSays(['apply', '-f', '-'], deployment('3.8'));
      const removed = await tools.kubectlSays(['delete', '--dry-run=server', 'deployment', 'shop']);
      expect(removed).toMatch(/^deployment\.apps "shop" deleted( from .*)? \(server dry run\)\n$/);
      expect((await api.ask({ path })).status).toBe(200);
    },
  },
  {
    id: 'cli/kubectl-validate',
    title: 'manifests with fields that nobody knows, or of another type, are refused as on a real server',
    needs,
    async run({ tools }) {
      const good = rolloutObject({ name: 'idle', image: 'idle:1', replicas: 0 });
      const create = (object: unknown, ...args: string[]) =>
        tools.kubectl(['create', ...args, '-f', '-'], stringify(object));
      const strange = changed(good, 'spec.strategy.blueGreen.autoPromotion', false);
      const refused = await create(strange);
      expect(refused.code).toBe(1);
      expect(refused.stderr).toContain(
        'Rollout in version "v1alpha1" cannot be handled as a Rollout: strict decoding error: unknown field "spec.strategy.blueGreen.autoPromotion"',
      );
      const warned = await create(strange, '--validate=warn', '--dry-run=server');
      expect(warned).toMatchObject({
        code: 0,
        stdout: 'rollout.argoproj.io/idle created (server dry run)\n',
      });
      expect(warned.stderr).toContain('Warning: unknown field "spec.strategy.blueGreen.autoPromotion"');
      const wrong = await create(changed(good, 'spec.strategy.blueGreen.autoPromotionEnabled', 'later'));
      expect(wrong.stderr).toContain(
        '* spec.strategy.blueGreen.autoPromotionEnabled: Invalid value: "string": spec.strategy.blueGreen.autoPromotionEnabled in body must be of type boolean: "string"',
      );
    },
  },
];
