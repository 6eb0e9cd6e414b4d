import type { Change, ChangeRequest, GitFile, GitRepository } from '@greenroom/git-access';

type Tree = Record<string, string>;

/** A repository in memory with one branch that moves, and whatever goes wrong that a test wants. */
export class FakeRepository implements GitRepository {
  readonly url = 'https://git.example.test/shop/app';
  readonly branches = new Map<string, string>();
  readonly commits: Change[] = [];
  readonly pulls: ChangeRequest[] = [];
  /** What each write is refused with. */
  failure: Error | undefined;
  /** What each question about a pull request is refused with. */
  silence: Error | undefined;

  constructor(
    readonly trees: Record<string, Tree>,
    head: string,
    readonly kinds: Record<string, GitFile['kind']> = {},
  ) {
    this.branches.set('main', head);
  }

  commitUrl = (sha: string) => `${this.url}/commit/${sha}`;
  pathUrl = () => this.url;
  exists = async () => true;
  description = async () => '';
  defaultBranch = async () => 'main';
  headOf = async (branch: string) => this.branches.get(branch);

  async readFile(path: string, ref = 'main') {
    return this.#tree(ref)[path];
  }

  async files(folder: string, ref: string): Promise<GitFile[]> {
    return Object.entries(this.#tree(ref))
      .filter(([path]) => folder === '' || path.startsWith(`${folder}/`))
      .map(([path, content]) => ({ path, kind: this.kinds[path] ?? 'file', id: content }));
  }

  noteOf = async () => undefined;

  /** No commit of the tests has another in its past. */
  commitsBetween = async () => [];

  async createBranch(name: string, from: string) {
    this.#mayWrite();
    this.branches.set(name, from);
  }

  async deleteBranch(name: string) {
    this.branches.delete(name);
  }

  async commit(change: Change) {
    this.#mayWrite();
    this.commits.push(change);
    return { sha: `commit-${this.commits.length}` };
  }

  async openChangeRequest() {
    this.#mayWrite();
    const pull: ChangeRequest = { number: this.pulls.length + 1, url: `${this.url}/pulls/1`, state: 'open' };
    this.pulls.push(pull);
    return pull;
  }

  findChangeRequest = async () => undefined;

  async changeRequest(number: number): Promise<ChangeRequest> {
    if (this.silence) {
      throw this.silence;
    }
    return this.pulls[number - 1] ?? { number, url: this.url, state: 'closed' };
  }

  closeChangeRequest = async () => undefined;
  delete = async () => undefined;

  #tree(ref: string): Tree {
    return this.trees[this.branches.get(ref) ?? ref] ?? {};
  }

  #mayWrite() {
    if (this.failure) {
      throw this.failure;
    }
  }
}
