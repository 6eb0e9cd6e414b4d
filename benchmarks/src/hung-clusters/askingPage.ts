import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type { ClusterEntry } from '../kubeconfig';

/** One view of a page that asks every cluster itself and shows what it has when all have answered. */
export async function askAll(entries: readonly ClusterEntry[], seconds: number): Promise<number | undefined> {
  const began = performance.now();
  const asked = Promise.all(entries.map(entry => clientOf(entry).listPodForAllNamespaces()));
  asked.catch(() => {});
  const late = new Promise<undefined>(resolve => {
    setTimeout(resolve, seconds * 1000, undefined).unref();
  });
  return Promise.race([asked.then(() => performance.now() - began), late]);
}

function clientOf({ name, url, caData, token }: ClusterEntry): CoreV1Api {
  const config = new KubeConfig();
  config.loadFromOptions({
    clusters: [{ name, server: url, caData: Buffer.from(caData).toString('base64') }],
    users: [{ name, token }],
    contexts: [{ name, cluster: name, user: name }],
    currentContext: name,
  });
  return config.makeApiClient(CoreV1Api);
}
