import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSandbox } from '@greenroom/sandbox';

/** A cluster to race on. */
export interface Target {
  name: string;
  /** Of an admin. */
  kubeconfig: string;
  context: string;
  /** How much faster than life it is. */
  speed: number;
  /** Rollouts that race at the same time. */
  lanes: number;
  /** Has the controller miss the next promotion that is written. */
  missNext?(): void;
  stop(): Promise<void>;
}

/** The sandbox's API server over TLS, five times as fast as life. */
export async function sandboxTarget(version: '1.9.2' | '1.10.1'): Promise<Target> {
  const state = mkdtempSync(join(tmpdir(), 'promotion-races-'));
  const speed = 5;
  const images = () => ({ pullSeconds: 0.3, readyAfterSeconds: 0.5 });
  const sandbox = await startSandbox({
    state,
    speed,
    world: { bare: ['races'], images },
    rolloutsVersion: version,
  });
  const { faults } = sandbox.cluster('races');
  return {
    name: `sandbox, Argo Rollouts ${version}`,
    kubeconfig: join(state, 'admin.kubeconfig'),
    context: 'races',
    speed,
    lanes: 12,
    missNext: () => void faults.inject({ fault: 'ignored-writes', writes: 1 }),
    async stop() {
      await sandbox.stop();
      rmSync(state, { recursive: true });
    },
  };
}

/** A real cluster with Argo Rollouts that is running already. */
export function realTarget(kubeconfig: string, context: string): Target {
  return {
    name: `real cluster ${context}`,
    kubeconfig,
    context,
    speed: 1,
    lanes: 12,
    stop: async () => {},
  };
}
