import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@greenroom/sandbox';
import type { AwsTarget } from '../aws/AwsTarget';

const account = '402917760021';
const region = 'eu-central-1';

/** The AWS of a sandbox in this process, on free ports, ten times as fast. */
export async function awsSandbox(): Promise<AwsTarget> {
  const state = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
  const sandbox = await startSandbox({ state, speed: 10, world: { bare: ['aws'], aws: 'stacks' } });
  const { aws } = sandbox.endpoints();
  return {
    name: 'sandbox',
    account,
    region,
    endpoint: aws.url,
    keysOf,
    cluster: 'shop-aurora',
    tag: { name: 'team', value: 'storefront' },
    alarm: 'shop-aurora-writer-cpu',
    instance: { id: 'conduit-db', account: '518834609275', region: 'eu-north-1' },
    lacks: [],
    failOver: async () => sandbox.inject({ target: `aws:${region}/shop-aurora`, fault: 'failover' }),
    async stop() {
      await sandbox.stop();
      rmSync(state, { recursive: true });
    },
  };

  function keysOf(id: string) {
    return (
      aws.accounts.find(one => one.id === id)?.keys.greenroom ?? { accessKeyId: '', secretAccessKey: '' }
    );
  }
}
