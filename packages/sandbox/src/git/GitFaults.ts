import { GitProblem } from './GitProblem';

export const GIT_FAULTS = ['down', 'refuse-push', 'slow', '401'] as const;
export type GitFault = (typeof GIT_FAULTS)[number];

interface Lasting {
  milliseconds: number;
  timer?: NodeJS.Timeout;
}

export interface GitInjection {
  fault: GitFault;
  /** Until it ends by itself. */
  seconds?: number;
  /** `slow`: how late every answer is; 3,000 when left out. */
  milliseconds?: number;
}

/** What is wrong with the git host at the moment. */
export class GitFaults {
  private readonly lasting = new Map<GitFault, Lasting>();

  inject({ fault, seconds, milliseconds = 3_000 }: GitInjection): void {
    this.end(fault);
    const timer = seconds === undefined ? undefined : setTimeout(() => this.end(fault), seconds * 1_000);
    timer?.unref();
    this.lasting.set(fault, { milliseconds, timer });
  }

  clear(): void {
    for (const fault of GIT_FAULTS) this.end(fault);
  }

  /** Whether nobody is there: connections are cut. */
  get isDown(): boolean {
    return this.lasting.has('down');
  }

  /** Waits as long as `slow` says. */
  async delay(): Promise<void> {
    const slow = this.lasting.get('slow');
    if (slow) await new Promise(resolve => setTimeout(resolve, slow.milliseconds));
  }

  /** @throws GitProblem 401 while every credential is refused, 403 while nothing may be written */
  check({ credentials, writes }: { credentials: boolean; writes: boolean }): void {
    if (credentials && this.lasting.has('401'))
      throw new GitProblem(401, 'invalid username, password or token');
    if (writes && this.lasting.has('refuse-push'))
      throw new GitProblem(403, 'Repository is read only at the moment');
  }

  private end(fault: GitFault): void {
    clearTimeout(this.lasting.get(fault)?.timer);
    this.lasting.delete(fault);
  }
}
