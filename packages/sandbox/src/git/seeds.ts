import type { GitHost } from './GitHost';
import type { FileChange } from './repositories/fastImport';

/** Teams of the storefront stack, and those who run its platform. */
const organizations = ['storefront', 'fulfilment', 'platform'];

/** Clusters whose Argo CD looks for its Applications in a folder of its own. */
const clusters = ['eks-dev', 'eks-staging', 'eks-prod'];

interface Seed {
  name: string;
  description: string;
  files: Record<string, string>;
}

const applications: Seed = {
  name: 'applications',
  description: 'What Argo CD runs on each cluster, a folder for each',
  files: {
    'README.md': [
      '# Applications',
      '',
      'Argo CD of each cluster has one Application, `applications`, on the folder of its cluster here. An Application in',
      'that folder starts a service there; taking the file away takes the service away.',
      '',
    ].join('\n'),
    ...Object.fromEntries(clusters.map(cluster => [`${cluster}/README.md`, folderReadme(cluster)])),
  },
};

const portalConfig: Seed = {
  name: 'portal-config',
  description: 'What the portal is configured with: changed by pull request',
  files: {
    'README.md': [
      '# Portal configuration',
      '',
      '`promotions/<service>.yaml` says who may let a service go live. A change comes as a pull request, and holds when',
      'the platform team has merged it.',
      '',
    ].join('\n'),
    'promotions/README.md':
      "# Promotion policies\n\nOne file for each service; until there is one, its namespace's holds.\n",
  },
};

function folderReadme(cluster: string): string {
  return `# ${cluster}\n\nThe Applications of ${cluster}, one file for each.\n`;
}

/** Makes what is missing; what people made of the rest stays. */
export async function seed(host: GitHost, now: () => Date): Promise<void> {
  for (const name of organizations) if (!host.organization(name)) host.createOrganization(name);
  await Promise.all([applications, portalConfig].map(wanted => plant(host, now, wanted)));
}

async function plant(host: GitHost, now: () => Date, { name, description, files }: Seed): Promise<void> {
  if (host.find('platform', name)) return;
  const repository = await host.create({ owner: 'platform', name, description });
  const author = { name: 'Dana Lindqvist', email: 'dana@greenroom.example', date: now().toISOString() };
  const changes = Object.entries(files).map(([path, content]): FileChange => ({
    path,
    content: Buffer.from(content),
  }));
  await repository.write(() =>
    repository.commit({ branch: 'main', message: 'Begin\n', author, committer: author, files: changes }),
  );
}
