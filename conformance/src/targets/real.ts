import { existsSync } from 'node:fs';
import { KubeConfig } from '@kubernetes/client-node';
import { Api, accessOf } from '../Api';
import { NotRun } from '../Check';
import { MetricServer } from '../MetricServer';
import { makeUnready } from './unready';
import type { RolloutsVersion, Target } from './Target';

export interface RealTargetOptions {
  kubeconfig?: string;
  /** The kubeconfig's current one when left out. */
  context?: string;
  /** The address of this machine as the cluster reaches it; 127.0.0.1 when left out. */
  metricsHost?: string;
  /** How the server calls the Argo Rollouts controller. */
  rolloutsUser?: string;
  rolloutsVersion?: RolloutsVersion;
}

/**
 * A real cluster that is running already.
 * @throws NotRun when there is none, or it has no Argo Rollouts
 */
export async function realTarget(options: RealTargetOptions): Promise<Target> {
  const { kubeconfig, metricsHost = '127.0.0.1', rolloutsUser, rolloutsVersion } = options;
  if (!kubeconfig || !existsSync(kubeconfig)) {
    throw new NotRun(kubeconfig ? `there is no file ${kubeconfig}` : 'no --kubeconfig was given');
  }
  const context = options.context ?? currentContext(kubeconfig);
  await assertUsable(kubeconfig, context);
  const metrics = await MetricServer.start(metricsHost);
  return {
    name: 'real',
    kubeconfig,
    context,
    metrics,
    rolloutsUser,
    rolloutsVersion,
    makeUnready,
    stop: () => metrics.stop(),
  };
}

function currentContext(file: string): string {
  const config = new KubeConfig();
  config.loadFromFile(file);
  return config.getCurrentContext();
}

async function assertUsable(kubeconfig: string, context: string): Promise<void> {
  const api = new Api(await accessOf(kubeconfig, context));
  try {
    const answer = await api.ask({ path: '/apis/argoproj.io/v1alpha1' }).catch(error => {
      throw new NotRun(`${api.access.url} does not answer: ${error.message}`);
    });
    if (answer.status !== 200) {
      throw new NotRun(`${api.access.url} has no Argo Rollouts, or does not show it (${answer.status})`);
    }
  } finally {
    await api.close();
  }
}
