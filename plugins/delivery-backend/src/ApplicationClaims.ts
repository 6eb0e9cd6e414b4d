import { KUBERNETES_ID } from '@greenroom/plugin-portal-common';
import { type Claimant, type Claims, claimsBy, EntityClaims } from '@greenroom/plugin-portal-node';
import { ARGOCD_APP_NAME } from '@greenroom/plugin-delivery-common';
import type { ApplicationRow } from './argo/rows';

interface ApplicationClaimant extends Claimant {
  id?: string;
  applications: readonly string[];
}

/** Which catalog entities claim which Applications. */
export class ApplicationClaims extends EntityClaims<ApplicationClaimant> {
  /** An entity without one of these claims nothing: for `EntityJoin`. */
  static readonly annotations: readonly string[] = [KUBERNETES_ID, ARGOCD_APP_NAME];

  #claimants: readonly ApplicationClaimant[] = [];

  of({ name, kubernetesId }: Pick<ApplicationRow, 'name' | 'kubernetesId'>): Claims {
    const named = this.#claimants.filter(({ id }) => id !== undefined && id === kubernetesId);
    const claiming = this.#claimants.filter(({ applications }) => applications.includes(name));
    return claimsBy(named, claiming);
  }

  protected override read(
    claimant: Claimant,
    annotations: Readonly<Record<string, string>>,
  ): ApplicationClaimant {
    return {
      ...claimant,
      id: annotations[KUBERNETES_ID],
      applications: (annotations[ARGOCD_APP_NAME] ?? '')
        .split(',')
        .map(name => name.trim())
        .filter(name => name !== ''),
    };
  }

  protected override hold(claimants: readonly ApplicationClaimant[]): void {
    this.#claimants = claimants;
  }
}
