import { HistoryClock } from '../../clock/HistoryClock';
import { ManualClock } from '../../clock/ManualClock';
import { TestPast } from '../__testUtils__/TestPast';
import { RulesDay } from './RulesDay';

function played(cluster: string) {
  const clock = new ManualClock({ start: new Date('2026-11-21T11:23:30Z') });
  const scenario = new RulesDay();
  return new TestPast(scenario, cluster, clock, ago => new HistoryClock(clock, ago));
}

it('eks-prod has trouble with what runs', () => {
  const { api, errors, textOf, stop } = played('eks-prod');
  expect(errors).toEqual([]);
  expect(api.revision).toBeLessThan(6_000);
  const pods = textOf('pods');
  for (const reason of [
    'CrashLoopBackOff',
    'OOMKilled',
    'ImagePullBackOff',
    'Unschedulable',
    'ContainerCreating',
  ]) {
    expect([reason, pods.includes(`"${reason}"`)]).toEqual([reason, true]);
  }
  expect(textOf('deployments.apps')).toContain('"ProgressDeadlineExceeded"');
  expect(textOf('replicasets.apps')).toContain('exceeded quota: quota');
  expect(textOf('rollouts.argoproj.io')).toContain('InvalidSpec');
  expect(textOf('daemonsets.apps')).toContain('"numberMisscheduled":1');
  expect(textOf('jobs.batch')).toContain('BackoffLimitExceeded');
  stop();
});

it('eks-staging has trouble with its machines and with those who bring them', () => {
  const { api, errors, textOf, stop } = played('eks-staging');
  expect(errors).toEqual([]);
  expect(api.revision).toBeLessThan(6_000);
  const nodes = textOf('nodes');
  for (const text of [
    'NodeStatusUnknown',
    'KubeletHasDiskPressure',
    'NoRouteCreated',
    'v1.30.14',
    '"unschedulable":true',
  ]) {
    expect([text, nodes.includes(text)]).toEqual([text, true]);
  }
  expect(textOf('nodepools.karpenter.sh')).toContain('NodeClassNotFound');
  const claims = textOf('nodeclaims.karpenter.sh');
  expect([
    claims.includes('AMIAuthorizationFailure'),
    claims.includes('Node not registered with cluster'),
  ]).toEqual([true, true]);
  expect(textOf('configmaps')).toMatch(/Backoff.*Unhealthy|Unhealthy.*Backoff/);
  const autoscalers = textOf('horizontalpodautoscalers.autoscaling');
  for (const reason of ['TooManyReplicas', 'FailedGetScale', 'ScalingDisabled']) {
    expect([reason, autoscalers.includes(reason)]).toEqual([reason, true]);
  }
  stop();
});

it('metal-1 has trouble with its storage', () => {
  const { api, errors, textOf, stop } = played('metal-1');
  expect(errors).toEqual([]);
  expect(api.revision).toBeLessThan(3_000);
  const ceph = textOf('cephclusters.ceph.rook.io');
  for (const text of [
    'OSD_NEARFULL',
    'OSD_FULL',
    'POOL_NO_REDUNDANCY',
    'when allowMultiplePerNode is false',
    'HEALTH_OK',
  ]) {
    expect([text, ceph.includes(text)]).toEqual([text, true]);
  }
  const claims = textOf('persistentvolumeclaims');
  expect([claims.includes('"Pending"'), claims.includes('"Lost"')]).toEqual([true, true]);
  expect(textOf('persistentvolumes')).toContain('"Released"');
  expect(textOf('horizontalpodautoscalers.autoscaling')).toContain('currently unable to handle the request');
  stop();
});
