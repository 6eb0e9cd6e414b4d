import {
  KUBERNETES_CLUSTER,
  KUBERNETES_ID,
  KUBERNETES_LABEL_SELECTOR,
  KUBERNETES_NAMESPACE,
} from '@greenroom/plugin-portal-common';
import type { Place } from '../audiences/Audiences';
import { type Claimant, type Claims, claimsBy, EntityClaims } from './EntityClaims';
import { parseLabelSelector } from './labelSelector';

type Labels = Readonly<Record<string, string>>;

interface KubernetesClaimant extends Claimant {
  id?: string;
  namespace?: string;
  cluster?: string;
  selects?(labels: Labels): boolean;
}

/** Which catalog entities claim which objects, by Backstage's own annotations for Kubernetes. */
export class KubernetesClaims extends EntityClaims<KubernetesClaimant> {
  /** An entity without one of these claims nothing: for `EntityJoin`. */
  static readonly annotations: readonly string[] = [KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR];

  #byId = new Map<string, KubernetesClaimant[]>();
  #bySelector: KubernetesClaimant[] = [];

  /** Whose an object in that place is, by its labels. */
  of(place: Place, labels: Labels): Claims {
    const id = labels[KUBERNETES_ID];
    const here = (claimant: KubernetesClaimant) =>
      (claimant.cluster ?? place.cluster) === place.cluster &&
      (claimant.namespace ?? place.namespace) === place.namespace;
    const named = (id === undefined ? [] : (this.#byId.get(id) ?? [])).filter(here);
    const selecting = this.#bySelector.filter(claimant => here(claimant) && claimant.selects?.(labels));
    return claimsBy(named, selecting);
  }

  protected override read(claimant: Claimant, annotations: Labels): KubernetesClaimant | undefined {
    const id = annotations[KUBERNETES_ID];
    const selector = annotations[KUBERNETES_LABEL_SELECTOR];
    const selects = selector === undefined ? undefined : parseLabelSelector(selector);
    const namespace = annotations[KUBERNETES_NAMESPACE];
    const cluster = annotations[KUBERNETES_CLUSTER];
    return id === undefined && selects === undefined
      ? undefined
      : { ...claimant, id, namespace, cluster, selects };
  }

  protected override hold(claimants: readonly KubernetesClaimant[]): void {
    this.#byId = new Map();
    for (const claimant of claimants) {
      if (claimant.id !== undefined) {
        this.#byId.set(claimant.id, [...(this.#byId.get(claimant.id) ?? []), claimant]);
      }
    }
    this.#bySelector = claimants.filter(({ selects }) => selects !== undefined);
  }
}
