import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImageBehaviour, startSandbox } from '@greenroom/sandbox';
import { MetricServer } from '../MetricServer';
import { REGISTRY } from '../rollouts/manifests';
import type { RolloutsVersion, Target } from './Target';

const CALM = 'conformance';
const FAULTY = 'conformance-faulty';

/** Image tags of which the pods crash from now on. */
type Crashing = Set<string>;

function outcomeOf(reference: string, crashing: Crashing): ImageBehaviour['outcome'] {
  const tag = reference.slice(reference.lastIndexOf(':') + 1);
  if (tag === 'bad') return 'image-pull-fails';
  if (tag === 'done') return 'completes';
  return tag === 'fails' || crashing.has(tag) ? 'crash' : 'ready';
}

/** Two bare clusters of the sandbox in this process, on free ports; one of them is there to be broken. */
export async function sandboxTarget(rolloutsVersion: RolloutsVersion = '1.9.2'): Promise<Target> {
  const crashing: Crashing = new Set();
  const state = mkdtempSync(join(tmpdir(), 'greenroom-conformance-'));
  const metrics = await MetricServer.start('127.0.0.1');
  const sandbox = await startSandbox({
    state,
    rolloutsVersion,
    world: {
      bare: [CALM, FAULTY],
      images: reference => ({
        pullSeconds: 0.1,
        readyAfterSeconds: 0.3,
        outcome: outcomeOf(reference, crashing),
        ...(reference.endsWith(':fails') && { exitCode: 3 }),
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
    rolloutsVersion,
    ignoreWrites: (namespace, writes) =>
      sandbox.inject({ target: `cluster:${CALM}`, fault: 'ignored-writes', namespace, writes }),
    build(repository, tag) {
      sandbox.images.push({ repository, tag, release: 'good' });
    },
    async makeUnready(_context, { tag }) {
      crashing.add(tag);
      sandbox.cluster(CALM).controllers.imageChanged(`${REGISTRY}:${tag}`);
    },
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
