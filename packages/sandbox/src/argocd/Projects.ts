import { z } from 'zod';
import { type Cluster } from '../controllers/Cluster';
import { metadataView, reader } from '../controllers/views';
import { type ObjectApi } from '../kubernetes/types';
import { type Application, type Condition, projects } from './application';

const projectView = z.object({
  metadata: metadataView,
  spec: z
    .object({
      sourceRepos: z.array(z.string()).default([]),
      destinations: z
        .array(
          z.looseObject({
            server: z.string().optional(),
            name: z.string().optional(),
            namespace: z.string().optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
});
const readProject = reader(projectView);

/** The cluster that an Argo CD runs on, as Applications name it. */
export const inCluster = { server: 'https://kubernetes.default.svc', name: 'in-cluster' };

/** AppProjects: what Applications may use. */
export class Projects {
  constructor(
    private readonly cluster: Cluster,
    private readonly namespace: string,
  ) {}

  /** The project that every installation has: it allows everything. */
  static writeDefault(api: ObjectApi, namespace: string): void {
    if (api.get({ resource: projects, namespace, name: 'default' })) return;
    api.create(projects, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'default', namespace },
      spec: {
        clusterResourceWhitelist: [{ group: '*', kind: '*' }],
        destinations: [{ namespace: '*', server: '*' }],
        sourceRepos: ['*'],
      },
    });
  }

  /** What is wrong with an Application before git or cluster are looked at. */
  problems({ spec }: Application): Omit<Condition, 'lastTransitionTime'>[] {
    return this.texts(spec).map(message => ({ type: 'InvalidSpecError', message }));
  }

  private texts({ project: name, source, destination }: Application['spec']): string[] {
    const stored = this.cluster.informer(projects).get(this.namespace, name);
    if (!stored) return [`Application referencing project ${name} which does not exist`];
    if (!source.repoURL || (!source.path && !source.chart)) {
      return ['spec.source.repoURL and either spec.source.path or spec.source.chart are required'];
    }
    const { spec } = readProject(stored);
    const place = destinationProblem(destination);
    return [
      ...(spec.sourceRepos.some(pattern => glob(pattern, source.repoURL))
        ? []
        : [`application repo ${source.repoURL} is not permitted in project '${name}'`]),
      ...(place ? [place] : []),
      ...(place || spec.destinations.some(allowed => permits(allowed, destination))
        ? []
        : [
            `application destination server '${inCluster.server}' and namespace '${destination.namespace}' do not match any of the allowed destinations in project '${name}'`,
          ]),
    ];
  }
}

type Destination = Application['spec']['destination'];

/** One Argo CD for each cluster: none knows another cluster than its own. */
function destinationProblem({ server, name }: Destination): string | undefined {
  if (server && name)
    return `application destination can't have both name and server defined: ${name} ${server}`;
  if (server === inCluster.server || name === inCluster.name) return undefined;
  if (name) return `there are no clusters with this name: ${name}`;
  return server ? `cluster "${server}" not found` : 'destination server missing from app spec';
}

function permits(
  allowed: { server?: string; name?: string; namespace?: string },
  destination: Destination,
): boolean {
  const place =
    allowed.name !== undefined
      ? glob(allowed.name, inCluster.name)
      : glob(allowed.server ?? '', inCluster.server);
  return place && glob(allowed.namespace ?? '', destination.namespace);
}

function glob(pattern: string, value: string): boolean {
  const parts = pattern.split('*').map(part => part.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`).test(value);
}
