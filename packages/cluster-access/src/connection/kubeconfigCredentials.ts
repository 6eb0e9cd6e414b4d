import type { RequestOptions } from 'node:https';
import { isError } from '@backstage/errors';
import type { ClusterEntry, KubeconfigEntry } from '../config';
import { ClusterFailure } from './ClusterFailure';
import type { Credentials, LoadCredentials } from './Credentials';
import type * as KubernetesClient from './kubernetesLibrary';

type KubernetesLibrary = typeof KubernetesClient;

/** What a person calls it in failures, e.g. `kubeconfig /etc/kubeconfig`. */
function label(entry: ClusterEntry): string {
  return 'kubeconfig' in entry ? `the kubeconfig ${entry.kubeconfig.file}` : 'the pod’s service account';
}

/** The import is large where a program runs from its sources: it happens when the first cluster of this kind is reached. */
function kubernetesLibrary(): KubernetesLibrary {
  const library: KubernetesLibrary = require('./kubernetesLibrary');
  return library;
}

/** Everything kubectl can do: exec plugins, client certificates, OIDC, token files, proxies. */
export function kubeconfigCredentials(entry: Exclude<ClusterEntry, { url: string }>): LoadCredentials {
  return async () => {
    const library = kubernetesLibrary();
    const config = new library.KubeConfig();
    if ('kubeconfig' in entry) {
      loadFile(config, entry);
    } else {
      config.loadFromCluster();
    }
    return credentialsOf(library, config, entry);
  };
}

function loadFile(config: KubernetesClient.KubeConfig, { kubeconfig }: KubeconfigEntry): void {
  try {
    config.loadFromFile(kubeconfig.file);
  } catch (error) {
    const isMissing = isError(error) && typeof error.code === 'string';
    throw new ClusterFailure({
      kind: 'settings',
      reason: isMissing
        ? `the kubeconfig ${kubeconfig.file} cannot be read`
        : `${kubeconfig.file} is not a kubeconfig`,
      cure: 'Put the file there and make it readable for the portal, or correct kubeconfig.file in kubernetes.clusters.',
    });
  }
  if (kubeconfig.context !== undefined) {
    useContext(config, kubeconfig.file, kubeconfig.context);
  }
}

function useContext(config: KubernetesClient.KubeConfig, file: string, context: string): void {
  const known = config.getContexts().map(one => one.name);
  if (!known.includes(context)) {
    throw new ClusterFailure({
      kind: 'settings',
      reason: `the kubeconfig ${file} has no context ${context}`,
      cure: `Correct kubeconfig.context in kubernetes.clusters: the file has ${known.join(', ') || 'none'}.`,
    });
  }
  config.setCurrentContext(context);
}

async function credentialsOf(
  library: KubernetesLibrary,
  config: KubernetesClient.KubeConfig,
  entry: ClusterEntry,
): Promise<Credentials> {
  const cluster = config.getCurrentCluster();
  if (!cluster || !config.getCurrentUser()) {
    throw new ClusterFailure({
      kind: 'settings',
      reason: `${label(entry)} names no cluster and user to use`,
      cure: 'Give kubeconfig.context in kubernetes.clusters, or mend the file’s current-context.',
    });
  }
  const authenticate = async () => {
    const context = new library.RequestContext(cluster.server, library.HttpMethod.GET);
    await pluginFailures(entry, () => config.applySecurityAuthentication(context));
    return context;
  };
  const options: RequestOptions = {};
  await pluginFailures(entry, () => config.applyToHTTPSOptions(options));
  return {
    server: cluster.server,
    tls: {
      ca: options.ca,
      cert: options.cert,
      key: options.key,
      passphrase: options.passphrase,
      servername: options.servername,
      rejectUnauthorized: options.rejectUnauthorized,
    },
    // The library makes a new one with each call, of which only a proxy's is needed.
    proxy: cluster.proxyUrl ? async () => (await authenticate()).getDispatcher() : undefined,
    headers: async () => trimmed((await authenticate()).getHeaders()),
  };
}

/** A token file often ends with a line break, which no header may hold. */
function trimmed(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.trim()]));
}

async function pluginFailures<T>(entry: ClusterEntry, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    const said = isError(error) ? error.message.trim().split('\n')[0]?.slice(0, 200) : '';
    throw new ClusterFailure({
      kind: 'credentials',
      reason: `no credentials from ${label(entry)}${said ? `: ${said}` : ''}`,
      cure: 'Run the credential plugin or read the token file by hand as the user the portal runs as.',
    });
  }
}
