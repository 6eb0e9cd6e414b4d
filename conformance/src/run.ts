import { randomBytes } from 'node:crypto';
import { Api, accessOf } from './Api';
import { type Check, type Need, NotRun, programs } from './Check';
import { type CheckContext, CLUSTER, FAULTY } from './CheckContext';
import { sleep } from './eventually';
import { type ClusterEntry, Portal } from './portal/Portal';
import type { Target } from './targets/Target';
import { type ToolPaths, Tools } from './tools/Tools';

export interface Result {
  check: Pick<Check, 'id' | 'title'>;
  outcome: 'passed' | 'failed' | 'not run';
  /** Why not; with a stack where something failed. */
  why?: string;
  seconds: number;
}

export interface RunOptions {
  target: Target;
  checks: readonly Check[];
  tools: ToolPaths;
  /** How many checks at the same time. */
  lanes?: number;
  onResult?(result: Result): void;
}

/** A check that takes longer hangs. */
const LIMIT_MS = 120_000;
/** The same for one that runs programs of this machine: they take as long as its processors let them, whatever a server does. */
const PROGRAM_LIMIT_MS = 600_000;

/** The target with everything that all checks share, open. */
export class Suite {
  private constructor(
    private readonly target: Target,
    private readonly tools: ToolPaths,
    private readonly api: Api,
    private readonly portal: Portal,
  ) {}

  static async open(target: Target, tools: ToolPaths): Promise<Suite> {
    const { kubeconfig: file, context, faulty } = target;
    const entries: ClusterEntry[] = [
      { name: CLUSTER, kubeconfig: { file, context } },
      ...(faulty ? [{ name: FAULTY, kubeconfig: { file, context: faulty.context } }] : []),
    ];
    return new Suite(target, tools, new Api(await accessOf(file, context)), await Portal.start(entries));
  }

  async close(): Promise<void> {
    await this.portal.stop();
    await this.api.close();
  }

  /** Why the check can not be tried here; `undefined` when it can. */
  lacks(check: Check): string | undefined {
    const found = this.tools.programs ?? [];
    const missing: Partial<Record<Need, string>> = {
      ...Object.fromEntries(
        programs.map(name => [name, found.includes(name) ? undefined : `there is no ${name}`]),
      ),
      kubectl: this.tools.kubectl ? undefined : 'there is no kubectl',
      'rollouts-cli': this.tools.rolloutsCli ? undefined : 'there is no kubectl-argo-rollouts',
      faults: this.target.faulty ? undefined : 'nobody breaks a real cluster on purpose',
    };
    return check.needs?.map(need => missing[need]).find(reason => reason !== undefined);
  }

  /** Never throws: what goes wrong is the result. */
  async run(check: Check): Promise<Result> {
    const began = performance.now();
    const result = (outcome: Result['outcome'], why?: string): Result => ({
      check,
      outcome,
      why,
      seconds: (performance.now() - began) / 1000,
    });
    const lacking = this.lacks(check);
    if (lacking) {
      return result('not run', lacking);
    }
    try {
      await this.#inNamespace(check);
      return result('passed');
    } catch (error) {
      return error instanceof NotRun
        ? result('not run', error.message)
        : result('failed', error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  async #inNamespace(check: Check): Promise<void> {
    const { api } = this;
    const namespace = `conformance-${randomBytes(4).toString('hex')}`;
    const tasks: Parameters<CheckContext['cleanUp']>[0][] = [];
    await api.create('/api/v1/namespaces', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: { 'conformance-check': check.id.replaceAll('/', '.') } },
    });
    tasks.push(() => api.delete(`/api/v1/namespaces/${namespace}`));
    try {
      const running = check.run(this.#context(namespace, task => void tasks.push(task)));
      await inTime(running, limitOf(check));
    } finally {
      for (const task of tasks.reverse()) {
        await task();
      }
    }
  }

  #context(namespace: string, cleanUp: CheckContext['cleanUp']): CheckContext {
    const { target, api, portal } = this;
    const { kubeconfig, context, metrics } = target;
    const tools = new Tools(this.tools, { kubeconfig, context, namespace });
    return { target, api, namespace, portal, cluster: CLUSTER, tools, metrics, cleanUp };
  }
}

function limitOf({ needs = [] }: Check): number {
  const isProgram = (need: Need) => programs.some(program => program === need);
  return needs.some(isProgram) ? PROGRAM_LIMIT_MS : LIMIT_MS;
}

async function inTime(running: Promise<void>, limit: number): Promise<void> {
  const timer = new AbortController();
  const late = sleep(limit, undefined, { signal: timer.signal }).then(() => {
    throw new CheckHangs(`nothing came of it within ${limit / 1000} s`);
  });
  try {
    await Promise.race([running, late]);
  } finally {
    late.catch(() => {});
    timer.abort();
  }
}

class CheckHangs extends Error {
  override readonly name = 'CheckHangs';
}

/** Runs the checks, several at the same time, and answers in their order. */
export async function run({ target, checks, tools, lanes = 6, onResult }: RunOptions): Promise<Result[]> {
  const suite = await Suite.open(target, tools);
  const results = new Map<Check, Result>();
  const lane = async (waiting: Check[]) => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      const result = await suite.run(check);
      results.set(check, result);
      onResult?.(result);
    }
  };
  try {
    const together = checks.filter(({ isAlone }) => !isAlone);
    await Promise.all(Array.from({ length: lanes }, () => lane(together)));
    await lane(checks.filter(({ isAlone }) => isAlone));
  } finally {
    await suite.close();
  }
  return checks.flatMap(check => results.get(check) ?? []);
}
