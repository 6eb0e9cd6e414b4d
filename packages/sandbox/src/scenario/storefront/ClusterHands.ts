import { z } from 'zod';
import type { KubeObject, ObjectApi } from '../../kubernetes/types';
import type { Release } from '../../images/Release';
import type { Builds } from './Builds';
import { type Manifest } from './manifests';
import { containerOf } from './podTemplates';
import { versionOf } from './releases';
import { type ServicePlan } from './services';

const container = z.looseObject({ name: z.string(), image: z.string() });
const workload = z.object({
  spec: z.object({ template: z.object({ spec: z.object({ containers: z.array(container) }) }) }),
});

/** What people and pipelines do on one cluster, by the calls that kubectl and the Rollouts CLI make. */
export class ClusterHands {
  constructor(
    readonly cluster: string,
    private readonly api: ObjectApi,
    private readonly builds: Builds,
  ) {}

  apply({ resource, object }: Manifest): void {
    const { name = '', namespace } = object.metadata;
    const there = this.api.get({ resource, namespace, name });
    if (there) return;
    this.api.create(resource, object);
  }

  /** The pipeline builds the next version and sets it. Returns the version. */
  push(service: ServicePlan, release: Release): string {
    const version = versionOf(this.builds.next(service.namespace, service.name, release));
    const containers = this.containersOf(service).map(entry =>
      entry.name === service.name ? containerOf(service, version) : entry,
    );
    this.api.patch(this.keyOf(service), { spec: { template: { spec: { containers: asJson(containers) } } } });
    return version;
  }

  /** `kubectl argo rollouts promote`; false when nothing waits. */
  promote(service: ServicePlan): boolean {
    const status = this.find(service)?.status ?? {};
    if (!Array.isArray(status.pauseConditions)) return false;
    this.api.patch(this.keyOf(service), { status: { pauseConditions: null } }, 'status');
    return true;
  }

  scale(service: ServicePlan, replicas: number): void {
    this.api.patch(this.keyOf(service), { spec: { replicas } });
  }

  imageOf(service: ServicePlan): string | undefined {
    return this.containersOf(service).find(({ name }) => name === service.name)?.image;
  }

  find(service: ServicePlan): KubeObject | undefined {
    return this.api.get(this.keyOf(service));
  }

  private containersOf(service: ServicePlan) {
    const found = workload.safeParse(this.find(service));
    return found.success ? found.data.spec.template.spec.containers : [];
  }

  private keyOf({ kind, namespace, name }: ServicePlan) {
    const resource = kind === 'rollout' ? 'rollouts.argoproj.io' : 'deployments.apps';
    return { resource, namespace, name };
  }
}

const json = z.array(z.record(z.string(), z.json()));

function asJson(containers: readonly object[]) {
  return json.parse(containers);
}
