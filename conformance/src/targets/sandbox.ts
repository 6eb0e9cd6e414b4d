import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@greenroom/sandbox';
import { MetricServer } from '../MetricServer';
import type { Target } from './Target';

const CALM = 'conformance';
const FAULTY = 'conformance-faulty';

/** Two bare clusters of the sandbox in this process, on free ports; one of them is there to be broken. */
export async function sandboxTarget(): Promise<Target> {
  const state = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
  const metrics = await MetricServer.start('127.0.0.1');
  const sandbox = await startSandbox({
    state,
    world: {
      bare: [CALM, FAULTY],
      images: reference => ({
        pullSeconds: 0.1,
        readyAfterSeconds: 0.3,
        outcome: reference.endsWith(':bad') ? 'image-pull-fails' : 'ready',
      }),
      metrics: url => metrics.valueOf(url),
    },
  });
  const target = `cluster:${FAULTY}`;
  return {
    name: 'sandbox',
    kubeconfig: join(state, 'admin.kubeconfig'),
    context: CALM,
    metrics,
    faulty: {
      context: FAULTY,
      inject: (fault, details) => sandbox.inject({ target, fault, ...details }),
      restart: () => sandbox.inject({ target, fault: 'kill', seconds: 0.1 }),
      clear: () => sandbox.inject({ target, fault: 'none' }),
    },
    async stop() {
      await Promise.all([sandbox.stop(), metrics.stop()]);
      rmSync(state, { recursive: true });
    },
  };
}
