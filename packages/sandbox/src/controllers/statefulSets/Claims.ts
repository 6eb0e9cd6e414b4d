import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject, type OwnerReference } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { controllerReference } from '../ownership';
import { claimName, claimOf } from './statefulPods';
import { type StatefulSet } from './statefulSetView';

const resource = 'persistentvolumeclaims';

/** The claims of a set's pods: made before the pod, and kept after it unless the set says otherwise. */
export class Claims {
  constructor(
    private readonly cluster: Cluster,
    private readonly component: string,
  ) {}

  /** Those that are missing. @returns whether all are there now */
  make(stored: KubeObject, set: StatefulSet, ordinal: number): boolean {
    return set.spec.volumeClaimTemplates
      .filter(({ metadata }) => !this.find(set, metadata.name, ordinal))
      .every(template => this.create(stored, claimOf(set, template, ordinal), ordinal));
  }

  /** Has claims go with the set, or with their pod, where the set's policy says `Delete`. */
  keepPolicy(stored: KubeObject, set: StatefulSet, ordinal: number, condemned: boolean): void {
    const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy;
    for (const { metadata } of set.spec.volumeClaimTemplates) {
      const claim = this.find(set, metadata.name, ordinal);
      if (!claim) continue;
      const pod = this.cluster
        .informer('pods')
        .get(set.metadata.namespace, `${set.metadata.name}-${ordinal}`);
      const owners = [
        ...(whenDeleted === 'Delete' ? [controllerReference(stored)] : []),
        ...(whenScaled === 'Delete' && condemned && pod ? [podReference(pod)] : []),
      ];
      this.own(claim, stored, owners.slice(-1));
    }
  }

  private find(set: StatefulSet, template: string, ordinal: number): KubeObject | undefined {
    return this.cluster.informer(resource).get(set.metadata.namespace, claimName(set, template, ordinal));
  }

  private own(claim: KubeObject, stored: KubeObject, wanted: OwnerReference[]): void {
    const known = claim.metadata.ownerReferences ?? [];
    const others = known.filter(
      ({ uid, kind, name }) =>
        uid !== stored.metadata.uid && !(kind === 'Pod' && name.startsWith(`${stored.metadata.name}-`)),
    );
    const ownerReferences = [...others, ...wanted];
    if (jsonEqual(ownerReferences, known)) return;
    this.cluster.api.update(resource, { ...claim, metadata: { ...claim.metadata, ownerReferences } });
  }

  private create(stored: KubeObject, claim: ReturnType<typeof claimOf>, ordinal: number): boolean {
    const { name } = stored.metadata;
    const text = `create Claim ${claim.metadata.name} Pod ${name}-${ordinal} in StatefulSet ${name}`;
    try {
      this.cluster.api.create(resource, claim);
      this.tell(stored, { reason: 'SuccessfulCreate', message: `${text} success` });
      return true;
    } catch (error) {
      if (!(error instanceof StatusError)) throw error;
      const message = `${text} failed error: ${error.message}`;
      this.tell(stored, { type: 'Warning', reason: 'FailedCreate', message });
      return false;
    }
  }

  private tell(stored: KubeObject, text: { type?: 'Warning'; reason: string; message: string }): void {
    this.cluster.events.record(this.component, stored, text);
  }
}

function podReference({ metadata }: KubeObject): OwnerReference {
  return { apiVersion: 'v1', kind: 'Pod', name: metadata.name, uid: metadata.uid };
}
