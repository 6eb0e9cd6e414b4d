import { type LastingFault, LastingFaults } from '../loopback/LastingFaults';
import { GitProblem } from './GitProblem';

export const GIT_FAULTS = ['down', 'refuse-push', 'slow', '401'] as const;
export type GitFault = (typeof GIT_FAULTS)[number];

/** What is wrong with the git host at the moment. */
export class GitFaults {
  private readonly lasting = new LastingFaults<GitFault>();

  inject(fault: LastingFault<GitFault>): void {
    this.lasting.inject(fault);
  }

  clear(): void {
    this.lasting.clear();
  }

  /** Whether nobody is there: connections are cut. */
  get isDown(): boolean {
    return this.lasting.has('down');
  }

  /** Waits as long as `slow` says. */
  async delay(): Promise<void> {
    const late = this.lasting.lateness('slow');
    if (late) await new Promise(resolve => setTimeout(resolve, late));
  }

  /** @throws GitProblem 401 while every credential is refused, 403 while nothing may be written */
  check({ credentials, writes }: { credentials: boolean; writes: boolean }): void {
    if (credentials && this.lasting.has('401'))
      throw new GitProblem(401, 'invalid username, password or token');
    if (writes && this.lasting.has('refuse-push'))
      throw new GitProblem(403, 'Repository is read only at the moment');
  }
}
