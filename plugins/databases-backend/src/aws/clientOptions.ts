import type { AwsCredentialsManager } from '@backstage/integration-aws-node';

/** Where an account's Region is asked, and as whom. */
export interface AwsPlace {
  account: string;
  region: string;
  /** Instead of AWS's own addresses. */
  endpoint?: string;
}

/** For a person: `402917760021 in eu-central-1`. */
export const titleOf = ({ account, region }: AwsPlace): string => `${account} in ${region}`;

/** A hung endpoint must not hold up a look: two attempts of this long, and no call takes longer than the last. */
const CONNECT_MS = 3_000;
const ANSWER_MS = 8_000;
export const CALL_MS = 20_000;

/**
 * What both clients of a place are made with. Two attempts and not three: three multiply the load exactly when AWS
 * throttles. `throwOnRequestTimeout`: without it the SDK only logs that the time is up, and waits for ever.
 */
export function clientOptions({ account, region, endpoint }: AwsPlace, credentials: AwsCredentialsManager) {
  return {
    region,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: 2,
    retryMode: 'standard',
    customUserAgent: [['greenroom', 'databases'] satisfies [string, string]],
    credentials: async () => {
      const { sdkCredentialProvider } = await credentials.getCredentialProvider({ accountId: account });
      return sdkCredentialProvider();
    },
    requestHandler: {
      connectionTimeout: CONNECT_MS,
      requestTimeout: ANSWER_MS,
      throwOnRequestTimeout: true,
    },
  };
}

/** The caller's signal, and the longest that a call may take. */
export function callSignal(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]);
}
