import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import { z } from 'zod';
import type { ClusterEntry } from '../kubeconfig';

const entriesSchema = z.array(
  z.object({ name: z.string(), url: z.string(), caData: z.string(), token: z.string() }),
);

const root = process.env.GREENROOM_ROOT ?? process.cwd();
const transform = path.join(root, 'node_modules/@backstage/cli/config/nodeTransform.cjs');

/** Clusters in a process of their own, some of which hang when told to. */
export class Outside {
  private constructor(
    private readonly child: ChildProcessWithoutNullStreams,
    private readonly lines: Interface,
    readonly entries: ClusterEntry[],
  ) {}

  static async start(count: number): Promise<Outside> {
    const script = path.join(__dirname, 'hangingClusters.ts');
    const child = spawn(process.execPath, ['--require', transform, script, String(count)]);
    child.stderr.pipe(process.stderr);
    const lines = createInterface(child.stdout);
    child.once('exit', code => code && lines.emit('line', `{"ended":${code}}`));
    return new Outside(child, lines, entriesSchema.parse(await answer(lines)));
  }

  /** These hang from now on, and no others. */
  async hang(names: readonly string[]): Promise<void> {
    const done = answer(this.lines);
    this.child.stdin.write(`${JSON.stringify(names)}\n`);
    await done;
  }

  stop(): void {
    this.child.stdin.end();
  }
}

function answer(lines: Interface): Promise<unknown> {
  return new Promise(resolve => {
    lines.once('line', line => resolve(JSON.parse(line)));
  });
}
