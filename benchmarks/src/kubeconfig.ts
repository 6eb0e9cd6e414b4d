import fs from 'node:fs';
import YAML from 'yaml';
import { z } from 'zod';

const endpointsSchema = z.object({ adminKubeconfig: z.string() });
const kubeconfigSchema = z.object({
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }),
    }),
  ),
  users: z.array(z.object({ name: z.string(), user: z.object({ token: z.string() }) })),
  contexts: z.array(
    z.object({ name: z.string(), context: z.object({ cluster: z.string(), user: z.string() }) }),
  ),
});

/** How a cluster is reached. */
export type ClusterEntry = {
  name: string;
  url: string;
  /** PEM. */
  caData: string;
  token: string;
};

/** The sandbox's clusters as somebody reaches them who may do everything. */
export async function clusterEntries(sandbox: string): Promise<ClusterEntry[]> {
  const { adminKubeconfig } = endpointsSchema.parse(await (await fetch(`${sandbox}/endpoints`)).json());
  const config = kubeconfigSchema.parse(YAML.parse(fs.readFileSync(adminKubeconfig, 'utf8')));
  return config.contexts.flatMap(({ name, context }) => {
    const api = config.clusters.find(cluster => cluster.name === context.cluster)?.cluster;
    const token = config.users.find(user => user.name === context.user)?.user.token;
    return api && token !== undefined
      ? [{ name, url: api.server, caData: decoded(api['certificate-authority-data']), token }]
      : [];
  });
}

function decoded(base64: string): string {
  return Buffer.from(base64, 'base64').toString('utf8');
}
