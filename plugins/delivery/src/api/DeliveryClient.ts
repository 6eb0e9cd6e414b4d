import {
  type ApplicationRef,
  type ChangeRequest,
  changeRequestSchema,
  type Managed,
  managedSchema,
  type NewChangeRequest,
  type RevertPreview,
  revertPreviewSchema,
} from '@greenroom/plugin-delivery-common';
import { type Http, pathOf, queryOf } from '@greenroom/plugin-portal-react';
import type { AskedAct, DeliveryApi } from './DeliveryApi';

const BASE = 'plugin://delivery';

/** Deliveries over HTTP; every answer is read before anything is made of it. */
export class DeliveryClient implements DeliveryApi {
  readonly #http: Http;

  constructor(http: Http) {
    this.#http = http;
  }

  async perform(application: ApplicationRef, { act, body }: AskedAct, key: string): Promise<void> {
    await this.#http.post(`${applicationUrl(application)}/${act}`, body, {
      headers: { 'idempotency-key': key },
    });
  }

  managed(object: { cluster: string; namespace: string; kind: string; name: string }): Promise<Managed> {
    return this.#http.read(`${BASE}/managed?${queryOf({ ...object })}`, managedSchema);
  }

  previewRevert(application: ApplicationRef, toRevision?: string): Promise<RevertPreview> {
    return this.#http.read(
      `${applicationUrl(application)}/revert?${queryOf({ toRevision })}`,
      revertPreviewSchema,
    );
  }

  requestChange(body: NewChangeRequest): Promise<ChangeRequest> {
    return this.#http.ask(`${BASE}/change-requests`, body, changeRequestSchema);
  }
}

function applicationUrl({ cluster, namespace, name }: ApplicationRef): string {
  return `${BASE}/applications/${pathOf(cluster, namespace, name)}`;
}
