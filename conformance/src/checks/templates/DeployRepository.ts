import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../../Check';
import { execIn } from './Workbench';

/** A deployment repository as a git host would keep it: a bare one, and a working copy from which people push. */
export class DeployRepository {
  private constructor(
    private readonly work: string,
    /** Where Argo CD reads it, on this machine. */
    readonly url: string,
  ) {}

  /** @param folder what is published, of `deployment/` in the scaffolder's workspace */
  static async publish(folder: string): Promise<DeployRepository> {
    const bare = `${folder}.git`;
    const repository = new DeployRepository(folder, `file://${bare}`);
    await repository.git('init', '--quiet', '--bare', '--initial-branch', 'main', bare);
    await repository.git('init', '--quiet', '--initial-branch', 'main');
    await repository.git('remote', 'add', 'origin', bare);
    await repository.commit('The deployment as its golden path made it');
    return repository;
  }

  /** Every file below a folder, changed; then a commit on main. Returns its id. */
  async change(folder: string, message: string, change: (text: string) => string): Promise<string> {
    for (const entry of readdirSync(join(this.work, folder), { withFileTypes: true })) {
      const file = join(this.work, folder, entry.name);
      if (entry.isFile()) writeFileSync(file, change(readFileSync(file, 'utf8')));
    }
    return this.commit(message);
  }

  private async commit(message: string): Promise<string> {
    const author = ['-c', 'user.name=Conformance', '-c', 'user.email=conformance@greenroom.example'];
    await this.git('add', '--all');
    await this.git(...author, 'commit', '--quiet', '--message', message);
    await this.git('push', '--quiet', 'origin', 'HEAD:main');
    return (await this.git('rev-parse', 'HEAD')).trim();
  }

  private async git(...args: string[]): Promise<string> {
    const { code, output } = await execIn(this.work, 'git', args);
    if (code !== 0) throw new UsageError(`git ${args.join(' ')} ended with ${code}: ${output}`);
    return output;
  }
}
