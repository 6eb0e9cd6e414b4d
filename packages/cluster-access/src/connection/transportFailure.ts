import { z } from 'zod';
import { ClusterFailure, type FailureDetail } from './ClusterFailure';

const codedSchema = z.object({ code: z.string() });
const severalSchema = z.object({ errors: z.array(z.unknown()).min(1) });
const causedSchema = z.object({ cause: z.unknown() });
const messageSchema = z.object({ message: z.string() });

type Finding = Pick<FailureDetail, 'kind' | 'cure' | 'maybeDone'> & { reason: (address: string) => string };

const network = 'Check that the API server runs and that the network lets the portal reach it.';
const authority = 'Give the certificate authority of this cluster as caFile or caData, or in the kubeconfig.';

const untrusted: Finding = {
  kind: 'tls',
  reason: () => `the cluster's certificate is not signed by the configured CA`,
  cure: authority,
};
const broken: Finding = {
  kind: 'reset',
  reason: address => `the connection to ${address} was closed before the answer was complete`,
  cure: network,
  maybeDone: true,
};
const silent: Finding = {
  kind: 'timeout',
  reason: address => `${address} did not answer in time`,
  cure: network,
  maybeDone: true,
};
const unknownHost: Finding = {
  kind: 'connect',
  reason: address => `no address is known for the host of ${address}`,
  cure: 'Check the host name in the configured URL, and DNS.',
};
const noRoute: Finding = {
  kind: 'connect',
  reason: address => `there is no network route to ${address}`,
  cure: network,
};

/** By the code of Node.js, of OpenSSL as Node.js names it, or of undici. */
const findings: Record<string, Finding> = {
  ECONNREFUSED: {
    kind: 'connect',
    reason: address => `connection refused by ${address}`,
    cure: network,
  },
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  EHOSTUNREACH: noRoute,
  ENETUNREACH: noRoute,
  ETIMEDOUT: { ...silent, kind: 'connect', maybeDone: false },
  UND_ERR_CONNECT_TIMEOUT: {
    ...silent,
    reason: address => `${address} did not accept a connection in time`,
    maybeDone: false,
  },
  UND_ERR_HEADERS_TIMEOUT: silent,
  UND_ERR_BODY_TIMEOUT: silent,
  ECONNRESET: broken,
  EPIPE: broken,
  UND_ERR_SOCKET: broken,
  UND_ERR_CLOSED: broken,
  UND_ERR_DESTROYED: broken,
  ERR_STREAM_PREMATURE_CLOSE: broken,
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_SIGNATURE_FAILURE: untrusted,
  CERT_UNTRUSTED: untrusted,
  CERT_HAS_EXPIRED: {
    kind: 'tls',
    reason: () => `the cluster's certificate has expired`,
    cure: 'Renew the API server’s certificate.',
  },
  CERT_NOT_YET_VALID: {
    kind: 'tls',
    reason: () => `the cluster's certificate is not valid yet`,
    cure: 'Check the clocks of this machine and of the API server.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    kind: 'tls',
    reason: address => `the cluster's certificate is not made out for the host of ${address}`,
    cure: 'Use a host name that is in the certificate, or set tls-server-name in the kubeconfig.',
  },
  ERR_SSL_WRONG_VERSION_NUMBER: {
    kind: 'tls',
    reason: address => `${address} does not speak TLS`,
    cure: 'Check the port and the scheme of the configured URL.',
  },
};

/**
 * Turns what a socket, TLS or undici threw into a `ClusterFailure`.
 * @param address - the API server's URL without credentials
 */
export function transportFailure(error: unknown, address: string): ClusterFailure {
  if (error instanceof ClusterFailure) {
    return error;
  }
  const code = errorCode(error);
  const finding = code === undefined ? undefined : findings[code];
  if (finding) {
    return new ClusterFailure({ ...finding, reason: finding.reason(address) });
  }
  const about = messageSchema.safeParse(error);
  const text = about.success ? about.data.message.split('\n')[0] : String(error);
  if (code?.startsWith('ERR_SSL_') || code === 'EPROTO') {
    return new ClusterFailure({
      kind: 'tls',
      reason: `no TLS connection with ${address}: ${text}`,
      cure: 'Check the certificate authority and the client certificate of this cluster.',
    });
  }
  return new ClusterFailure({
    kind: 'reset',
    reason: `the call to ${address} failed: ${text}`,
    cure: network,
    maybeDone: true,
  });
}

/** A host with several addresses fails with one error for each: the first tells enough. */
function errorCode(error: unknown): string | undefined {
  const parsed = codedSchema.safeParse(error);
  if (parsed.success) {
    return parsed.data.code;
  }
  const several = severalSchema.safeParse(error);
  if (several.success) {
    return errorCode(several.data.errors[0]);
  }
  const caused = causedSchema.safeParse(error);
  return caused.success && caused.data.cause !== undefined ? errorCode(caused.data.cause) : undefined;
}
