/** What is done to a path; `update` is a PUT or POST. */
export type Operation = 'read' | 'list' | 'scan' | 'update' | 'delete' | 'patch' | 'header';

/** A request of the logical part of the API, as a backend sees it. */
export interface VaultRequest {
  id: string;
  operation: Operation;
  /** Without `/v1/` and without the namespace; ends in `/` when something is listed. */
  path: string;
  /** `team-a/`, or empty for the root. */
  namespace: string;
  data: Readonly<Record<string, unknown>>;
  token: string | undefined;
  /** Seconds of `X-Vault-Wrap-TTL`. */
  wrapSeconds: number | undefined;
  remoteAddress: string;
}
