import { at } from '../../kubernetes/json';
import { type JsonValue, type KubeObject } from '../../kubernetes/types';
import { readReplicaSet } from '../replicaSets/replicaSetView';
import { hashOf, revisionOf } from '../rollouts/RolloutContext';
import { hashLabel, readRollout, type RolloutStatus } from '../rollouts/rolloutView';
import { type JsonObject } from '../views';
import { type TestCluster } from './TestCluster';

const resource = 'rollouts.argoproj.io';

/** A blue-green rollout with its two Services, and what people do to it. */
export class TestRollout {
  constructor(
    readonly cluster: TestCluster,
    readonly name: string,
    blueGreen: JsonObject = {},
    spec: JsonObject = {},
  ) {
    for (const service of [`${name}-active`, `${name}-preview`]) this.createService(service);
    cluster.create(resource, {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: { name, namespace: 'default' },
      spec: {
        replicas: 2,
        revisionHistoryLimit: 5,
        selector: { matchLabels: { app: name } },
        strategy: {
          blueGreen: {
            activeService: `${name}-active`,
            previewService: `${name}-preview`,
            autoPromotionEnabled: false,
            scaleDownDelaySeconds: 10,
            ...blueGreen,
          },
        },
        template: {
          metadata: { labels: { app: name } },
          spec: { containers: [{ name: 'app', image: 'lab/app:1', ports: [{ containerPort: 8080 }] }] },
        },
        ...spec,
      },
    });
  }

  private createService(service: string): void {
    this.cluster.create('services', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: service, namespace: 'default' },
      spec: { selector: { app: this.name }, ports: [{ port: 80, targetPort: 8080 }] },
    });
  }

  get object(): KubeObject {
    const object = this.cluster.get(resource, this.name);
    if (!object) throw new TypeError(`no rollout ${this.name}`);
    return object;
  }

  get status(): RolloutStatus {
    return readRollout(this.object).status;
  }

  /** `phase / message`. */
  get phase(): string {
    return `${this.status.phase} / ${this.status.message ?? ''}`;
  }

  get active(): string | undefined {
    return this.status.blueGreen.activeSelector;
  }

  /** The revision that the live Service selects. */
  get served(): unknown {
    return at(this.cluster.get('services', `${this.name}-active`), 'spec', 'selector', hashLabel);
  }

  replicaSets(): KubeObject[] {
    return this.cluster.api
      .list('replicasets.apps', { labelSelector: `app=${this.name}` })
      .sort((a, b) => revisionOf(a) - revisionOf(b));
  }

  replicaSet(hash: string | undefined): KubeObject | undefined {
    return this.replicaSets().find(each => hashOf(each) === hash);
  }

  runs(): KubeObject[] {
    return this.cluster.api.list('analysisruns.argoproj.io', { labelSelector: `app=${this.name}` });
  }

  setImage(image: string): void {
    const containers: JsonValue = [
      { name: 'app', image, ports: [{ containerPort: 8080, protocol: 'TCP' }], resources: {} },
    ];
    this.patch({ template: { spec: { containers } } });
  }

  patch(spec: JsonObject): void {
    this.cluster.api.patch({ resource, namespace: 'default', name: this.name }, { spec });
  }

  patchStatus(status: JsonObject): void {
    this.cluster.api.patch({ resource, namespace: 'default', name: this.name }, { status }, 'status');
  }

  promote(): void {
    this.patchStatus({ pauseConditions: null });
  }

  abort(): void {
    this.patchStatus({ abort: true });
  }

  retry(): void {
    this.patchStatus({ abort: false });
  }

  promoteFull(): void {
    this.patchStatus({ promoteFull: true });
  }

  /** As `kubectl argo rollouts undo`: the template of that ReplicaSet, without its hash. */
  undoTo(replicaSet: KubeObject): void {
    const { spec } = readReplicaSet(replicaSet).spec.template;
    this.patch({ template: { spec } });
  }

  /** Lets time pass until the phase is so. @throws when it is not within 120 s */
  until(phase: string, seconds = 120): void {
    const { clock } = this.cluster;
    const end = clock.elapsed() + seconds * 1000;
    while (clock.elapsed() <= end) {
      if (this.phase.startsWith(phase) && this.isObserved()) return;
      this.cluster.pass((clock.untilNext() ?? 1000) / 1000);
    }
    throw new TypeError(`${this.name} is ${this.phase}, not ${phase}`);
  }

  private isObserved(): boolean {
    return this.status.observedGeneration === String(this.object.metadata.generation);
  }
}
