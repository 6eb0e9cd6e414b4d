/** What a login or a renewal gives. */
export interface ReplyAuth {
  client_token: string;
  accessor: string;
  policies: readonly string[];
  token_policies: readonly string[];
  metadata: Readonly<Record<string, string>> | null;
  lease_duration: number;
  renewable: boolean;
  entity_id: string;
  token_type: string;
  orphan: boolean;
  mfa_requirement: null;
  num_uses: number;
}

export interface ReplyWrap {
  token: string;
  accessor: string;
  ttl: number;
  creation_time: string;
  creation_path: string;
  wrapped_accessor?: string;
}

/** What a backend answers; nothing at all is 204 for a write and 404 for a read. */
export interface Reply {
  data?: Readonly<Record<string, unknown>> | null;
  lease?: { id: string; renewable: boolean; seconds: number };
  warnings?: readonly string[];
  auth?: ReplyAuth;
  wrap?: ReplyWrap;
  /** Whether the data stands at the top level too, as the oldest calls of `sys/` have it. */
  isAlsoAtTop?: boolean;
  /** Whether the request's number is left out. */
  isUnnamed?: boolean;
  /** Another status than 200. */
  status?: number;
  /** Instead of JSON. */
  text?: { type: string; body: string };
  /** A whole body that was kept: what is unwrapped. */
  whole?: string;
}

/** The body of a reply. @param requestId the one of the audit log */
export function bodyOf(reply: Reply, requestId: string): Record<string, unknown> {
  const { data = null, lease, warnings, auth, wrap } = reply;
  const isEmpty = data !== null && Object.keys(data).length === 0 && wrap !== undefined;
  return {
    ...(reply.isAlsoAtTop ? data : {}),
    request_id: reply.isUnnamed ? '' : requestId,
    lease_id: lease?.id ?? '',
    renewable: lease?.renewable ?? false,
    lease_duration: lease?.seconds ?? 0,
    data: isEmpty ? null : data,
    wrap_info: wrap ?? null,
    warnings: warnings?.length ? warnings : null,
    auth: auth ?? null,
  };
}
