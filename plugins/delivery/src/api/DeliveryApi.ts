import { createApiRef } from '@backstage/frontend-plugin-api';
import type {
  ApplicationRef,
  ChangeRequest,
  Managed,
  NewChangeRequest,
  RevertPreview,
} from '@greenroom/plugin-delivery-common';

/** What Argo CD, or git, is asked for, about what the person saw. */
export type AskedAct =
  | { act: 'sync'; body: { commit: string; prune: boolean; reason: string } }
  | { act: 'refresh'; body: { hard: boolean } }
  | { act: 'terminate'; body: { startedAt: string; reason: string } }
  | { act: 'rollback'; body: { historyId: number; reason: string } }
  | { act: 'release'; body: { reason: string } };

/**
 * What a person asks of deliveries. Every method rejects with a `ResponseError` whose `cause` has the server's error with
 * its name, and with a `TypeError` when the server cannot be reached.
 */
export interface DeliveryApi {
  /** @param key - the same for every try of the same act, so that it happens once */
  perform(application: ApplicationRef, asked: AskedAct, key: string): Promise<void>;
  managed(object: { cluster: string; namespace: string; kind: string; name: string }): Promise<Managed>;
  previewRevert(application: ApplicationRef, toRevision?: string): Promise<RevertPreview>;
  requestChange(body: NewChangeRequest): Promise<ChangeRequest>;
}

export const deliveryApiRef = createApiRef<DeliveryApi>().with({
  id: 'plugin.delivery.deliveries',
  pluginId: 'delivery',
});
