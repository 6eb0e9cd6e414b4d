import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { RDSClient } from '@aws-sdk/client-rds';
import { STSClient } from '@aws-sdk/client-sts';
import { ManualClock } from '../../clock/ManualClock';
import { stacksAws } from '../../scenario/databases/accounts';
import { StateDirectory } from '../../state/StateDirectory';
import { AwsServer } from '../AwsServer';
import { keepAccountKeys } from '../identity/accessKeys';
import { AwsWorld } from '../world/AwsWorld';
import type { AwsPlan } from '../world/plans';

export const storefront = '402917760021';

interface Caller {
  account?: string;
  user?: 'greenroom' | 'admin';
  region?: string;
  secretAccessKey?: string;
  accessKeyId?: string;
  sessionToken?: string;
}

/** The server over a socket, its world on a clock that the test moves, and the SDK's own clients. */
export class TestAws {
  private readonly clients: { destroy(): void }[] = [];

  private constructor(
    readonly server: AwsServer,
    readonly world: AwsWorld,
    readonly clock: ManualClock,
  ) {}

  static async start(plan: AwsPlan = stacksAws, start?: Date): Promise<TestAws> {
    const clock = new ManualClock({ start });
    const state = StateDirectory.open(mkdtempSync(join(tmpdir(), 'sandbox-aws-')));
    const keysOf = (account: string) => keepAccountKeys(state, account);
    const server = await AwsServer.start({ port: 0, now: () => clock.now(), keysOf });
    const world = new AwsWorld({ plan, clock, seed: 1 });
    server.answerFrom(world);
    return new TestAws(server, world, clock);
  }

  rds(caller?: Caller): RDSClient {
    return this.kept(new RDSClient(this.config(caller)));
  }

  cloudwatch(caller?: Caller): CloudWatchClient {
    return this.kept(new CloudWatchClient(this.config(caller)));
  }

  sts(caller?: Caller): STSClient {
    return this.kept(new STSClient(this.config(caller)));
  }

  config({ account = storefront, user = 'greenroom', region = 'eu-central-1', ...given }: Caller = {}) {
    const keys = this.server.accounts().find(({ id }) => id === account)?.keys[user];
    return {
      region,
      endpoint: this.server.url,
      maxAttempts: 1,
      credentials: { accessKeyId: '', secretAccessKey: '', ...keys, ...given },
      // By the server's clock, however far a test has moved it.
      systemClockOffset: this.clock.now().getTime() - Date.now(),
    };
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.destroy();
    await this.server.stop();
  }

  private kept<Client extends { destroy(): void }>(client: Client): Client {
    this.clients.push(client);
    return client;
  }
}

/** The name, code and status of what a client was refused with. */
export async function refusal(asked: Promise<unknown>) {
  try {
    await asked;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const metadata = '$metadata' in error ? error.$metadata : undefined;
    const status =
      typeof metadata === 'object' && metadata && 'httpStatusCode' in metadata
        ? metadata.httpStatusCode
        : undefined;
    return { name: error.name, message: error.message, status };
  }
  return { name: 'none', message: 'it was answered', status: 200 };
}
