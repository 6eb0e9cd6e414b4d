import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import type { AwsTarget } from '../../aws/AwsTarget';

/** Keys of a session beside those of an account. */
interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** AWS's own clients, as they come. */
export interface Clients {
  rds: RDSClient;
  cloudWatch: CloudWatchClient;
  sts: STSClient;
}

/** Gives them to `use`, and closes them after it. */
export async function withClients<T>(
  { endpoint, region, account, keysOf }: AwsTarget,
  use: (clients: Clients) => Promise<T>,
  credentials: Keys = keysOf(account),
): Promise<T> {
  const options = { endpoint, region, credentials };
  const clients = {
    rds: new RDSClient(options),
    cloudWatch: new CloudWatchClient(options),
    sts: new STSClient(options),
  };
  try {
    return await use(clients);
  } finally {
    for (const client of Object.values(clients)) client.destroy();
  }
}

/** The name and status of what a client was refused with; undefined when it was answered. */
export async function refusalOf(asked: Promise<unknown>): Promise<[string, unknown] | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error ? error.$metadata : undefined;
    const known = typeof metadata === 'object' && metadata && 'httpStatusCode' in metadata;
    return [error.name, known ? metadata.httpStatusCode : undefined];
  }
}
