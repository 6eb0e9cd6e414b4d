import * as k8s from '@kubernetes/client-node';
import { Meter } from './Meter';
import { target } from './target';

// client-node's informer of all pods of one cluster, in a process of its own. Prints its cost as one line of JSON.
//   informer.ts <url> <ca> [page]: with a page size, the list function pages, where one answer would be too long for it

/** All pods as the library's documentation lists them, or in pages that are put together. */
async function list(api: k8s.CoreV1Api, limit: number | undefined): Promise<k8s.V1PodList> {
  const all = await api.listPodForAllNamespaces({ limit });
  while (all.metadata?._continue) {
    const page = await api.listPodForAllNamespaces({ limit, _continue: all.metadata._continue });
    all.items.push(...page.items);
    all.metadata = page.metadata;
  }
  return all;
}

async function main() {
  const { url, ca, page } = target();
  const config = new k8s.KubeConfig();
  config.loadFromOptions({
    clusters: [{ name: 'measured', server: url, caData: Buffer.from(ca).toString('base64') }],
    users: [{ name: 'reader', token: 'token' }],
    contexts: [{ name: 'measured', cluster: 'measured', user: 'reader' }],
    currentContext: 'measured',
  });
  const api = config.makeApiClient(k8s.CoreV1Api);
  const meter = new Meter().start();
  const informer = k8s.makeInformer(config, '/api/v1/pods', () => list(api, page));
  informer.on('error', error => {
    console.log(JSON.stringify({ failed: String(error).split('\n')[0] }));
    process.exit();
  });
  await informer.start();
  console.log(JSON.stringify(await meter.finish(informer.list().length)));
  await informer.stop();
  process.exit();
}

void main();
