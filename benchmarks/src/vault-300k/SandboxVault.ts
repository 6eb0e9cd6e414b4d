import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { root, transform } from '../transform';
import { VAULT } from './world';

const placeSchema = z.object({
  state: z.string(),
  nodes: z.array(z.object({ name: z.string(), url: z.url() })).min(1),
  caFile: z.string(),
  root: z.string(),
});
const askedSchema = z.object({
  requests: z.array(z.object({ request: z.string(), count: z.number() })),
  auditBytes: z.number(),
});

/** What the Vault was asked meanwhile, and what its audit device would have written. */
export interface Asked {
  requests: number;
  lists: number;
  lookUps: number;
  auditBytes: number;
}

/** The sandbox's Vault, in a process of its own. */
export class SandboxVault {
  private constructor(
    private readonly child: ChildProcess,
    readonly place: z.infer<typeof placeSchema>,
  ) {}

  static async start(): Promise<SandboxVault> {
    const child = fork(path.join(__dirname, 'sandboxProcess.ts'), {
      cwd: root,
      execArgv: ['--require', transform],
    });
    return new SandboxVault(child, placeSchema.parse(await nextTold(child)));
  }

  /** As the portal's configuration has it. */
  configured(): object {
    const { state, nodes, caFile } = this.place;
    const file = (what: string) => path.join(state, `vault-${VAULT}-viewer-${what}`);
    const appRole = { roleIdFile: file('role-id'), secretIdFile: file('secret-id') };
    return { name: VAULT, nodes, caFile, viewer: { appRole } };
  }

  /** So many seconds pass there. */
  async advance(seconds: number): Promise<void> {
    await this.order({ advance: seconds });
  }

  async during(run: () => Promise<unknown>): Promise<Asked> {
    const before = await this.asked();
    await run();
    const after = await this.asked();
    return {
      requests: after.requests - before.requests,
      lists: after.lists - before.lists,
      lookUps: after.lookUps - before.lookUps,
      auditBytes: after.auditBytes - before.auditBytes,
    };
  }

  stop(): void {
    this.child.send({ stop: true });
  }

  private async asked(): Promise<Asked> {
    const { requests, auditBytes } = askedSchema.parse(await this.order({ tell: 'requests' }));
    const sum = (which: RegExp) =>
      requests.filter(({ request }) => which.test(request)).reduce((total, { count }) => total + count, 0);
    return {
      requests: sum(/./),
      lists: sum(/sys\/leases\/lookup\/./),
      lookUps: sum(/sys\/leases\/lookup$/),
      auditBytes,
    };
  }

  private order(order: object): Promise<unknown> {
    const answer = nextTold(this.child);
    this.child.send(order);
    return answer;
  }
}

const toldSchema = z.object({ told: z.unknown() });

/** What it tells next; what reads TypeScript for it sends messages of its own. */
function nextTold(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const over = () => child.off('message', heard).off('exit', ended);
    const ended = () => reject(new RangeError('the sandbox ended and told nothing'));
    const heard = (message: unknown) => {
      const read = toldSchema.safeParse(message);
      if (read.success && read.data.told !== undefined) {
        over();
        resolve(read.data.told);
      }
    };
    child.on('message', heard).once('exit', ended);
  });
}
