import { appendFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { GitProblem } from './GitProblem';
import { isName, isRefName } from './names';
import { HostedRepository, type Push } from './repositories/HostedRepository';
import { readRecord, type RepositoryRecord, writeRecord } from './repositories/RepositoryRecord';
import { Turns } from './repositories/Turns';
import { git } from './runGit';
import { seed } from './seeds';

export interface GitHostOptions {
  /** Holds a directory for each organisation; made when it is needed. */
  directory: string;
  now: () => Date;
}

export interface NewRepository {
  owner: string;
  name: string;
  description?: string;
  /** `main` when left out. */
  defaultBranch?: string;
}

export type PushListener = (push: Push) => void;

/** A repository that is no more. */
export type DeletionListener = (deleted: Pick<Push, 'organization' | 'repository'>) => void;

/**
 * Organisations and repositories on disk, without the wire before them. Nothing is read or made before somebody asks:
 * a sandbox that nobody asks for code starts no later for it.
 */
export class GitHost {
  private readonly listeners = new Set<PushListener>();
  private readonly deleted = new Set<DeletionListener>();
  private readonly opening = new Set<() => void>();
  private readonly repositories = new Map<string, HostedRepository>();
  private readonly turns = new Turns();
  private opened: Promise<void> | undefined;

  constructor(private readonly options: GitHostOptions) {}

  /** Every branch that moves from now on, by whatever way. Returns what ends it. */
  onPush(listener: PushListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Every repository that is deleted from now on. Returns what ends it. */
  onDelete(listener: DeletionListener): () => void {
    this.deleted.add(listener);
    return () => this.deleted.delete(listener);
  }

  /** When what an earlier start left is read, before anything is planted. Returns what ends it. */
  onOpen(listener: () => void): () => void {
    this.opening.add(listener);
    return () => this.opening.delete(listener);
  }

  /** Reads what an earlier start left, and plants what is always there. Everybody who asks anything waits for it. */
  open(): Promise<void> {
    this.opened ??= this.load();
    return this.opened;
  }

  /** Everything as at the very first start. */
  reset(): Promise<void> {
    return this.turns.take(async () => {
      await this.opened?.catch(() => undefined);
      this.repositories.clear();
      this.opened = undefined;
      rmSync(this.options.directory, { recursive: true, force: true });
    });
  }

  organizations(): string[] {
    if (!existsSync(this.options.directory)) return [];
    return readdirSync(this.options.directory).filter(isName).sort();
  }

  /** As it is spelt, whatever the case it is asked for in. */
  organization(name: string): string | undefined {
    return this.organizations().find(known => known === name.toLowerCase());
  }

  /** @throws GitProblem 422 when there is one, or may not be one, of that name */
  createOrganization(name: string): string {
    if (!isName(name)) throw new GitProblem(422, `[UserName]: Username`);
    if (this.organization(name)) throw new GitProblem(422, `user already exists [name: ${name}]`);
    mkdirSync(join(this.options.directory, name.toLowerCase()), { recursive: true, mode: 0o700 });
    return name.toLowerCase();
  }

  /** Those of one organisation, or all, by name. */
  list(owner?: string): HostedRepository[] {
    return [...this.repositories.values()]
      .filter(({ record }) => owner === undefined || record.owner === owner.toLowerCase())
      .sort((one, other) => one.fullName.localeCompare(other.fullName));
  }

  find(owner: string, name: string): HostedRepository | undefined {
    return this.repositories.get(keyOf(owner, name));
  }

  /** Where the branch of that name is in each repository that has it, as if it had been pushed just now. */
  async heads(branch: string): Promise<Push[]> {
    const found = this.list().map(async ({ bare, record }) => {
      const after = await bare.branch(branch);
      return { organization: record.owner, repository: record.name, branch, before: undefined, after };
    });
    return (await Promise.all(found)).filter(({ after }) => after !== undefined);
  }

  /** @throws GitProblem 404 without the organisation, 409 when there is one of that name, 422 for a name nobody may have */
  create({
    owner,
    name,
    description = '',
    defaultBranch = 'main',
  }: NewRepository): Promise<HostedRepository> {
    return this.turns.take(async () => {
      if (!this.organization(owner))
        throw new GitProblem(404, `organization does not exist [name: ${owner}]`);
      if (!isName(name)) throw new GitProblem(422, `[Name]: AlphaDashDot`);
      if (!isRefName(defaultBranch)) throw new GitProblem(422, `[DefaultBranch]: GitRefName`);
      if (this.find(owner, name)) {
        throw new GitProblem(409, 'The repository with the same name already exists.');
      }
      const at = this.options.now().toISOString();
      const record: RepositoryRecord = {
        id: 1 + Math.max(0, ...this.list().map(repository => repository.record.id)),
        owner: owner.toLowerCase(),
        name,
        description,
        defaultBranch,
        createdAt: at,
        updatedAt: at,
        pulls: [],
      };
      const directory = this.directoryOf(owner, name);
      rmSync(directory, { recursive: true, force: true });
      await initialise(directory, defaultBranch);
      writeRecord(directory, record);
      return this.host(directory, record);
    });
  }

  delete(repository: HostedRepository): Promise<void> {
    return this.turns.take(() =>
      repository.remove(() => {
        const { directory } = repository.bare;
        const { owner, name } = repository.record;
        this.repositories.delete(keyOf(owner, name));
        for (const listener of this.deleted) listener({ organization: owner, repository: name });
        // At once out of the way, so that one of the same name can be made while the files still go.
        const going = `${directory}.going`;
        renameSync(directory, going);
        rmSync(going, { recursive: true, force: true });
      }),
    );
  }

  private async load(): Promise<void> {
    for (const owner of this.organizations()) {
      for (const entry of readdirSync(join(this.options.directory, owner))) {
        const directory = join(this.options.directory, owner, entry);
        const record = entry.endsWith('.git') ? readRecord(directory) : undefined;
        if (record) this.host(directory, record);
      }
    }
    for (const listener of this.opening) listener();
    await seed(this, this.options.now);
  }

  private host(directory: string, record: RepositoryRecord): HostedRepository {
    const pushed = (push: Push) => this.listeners.forEach(listener => listener(push));
    const repository = new HostedRepository({ directory, record, now: this.options.now, pushed });
    this.repositories.set(keyOf(record.owner, record.name), repository);
    return repository;
  }

  private directoryOf(owner: string, name: string): string {
    return join(this.options.directory, owner.toLowerCase(), `${name.toLowerCase()}.git`);
  }
}

function keyOf(owner: string, name: string): string {
  return `${owner}/${name}`.toLowerCase();
}

/** What pushed content may and may not do: no hook, nothing that git itself holds for harmful, no more than this much. */
const settings: [string, string][] = [
  ['receive.fsckObjects', 'true'],
  ['receive.maxInputSize', String(64 * 1024 * 1024)],
  ['receive.autogc', 'false'],
  ['uploadpack.allowFilter', 'true'],
  ['uploadpack.allowAnySHA1InWant', 'true'],
  ['core.hooksPath', '/dev/null'],
];

async function initialise(directory: string, branch: string): Promise<void> {
  await git(['init', '--quiet', '--bare', '--template=', `--initial-branch=${branch}`, directory]);
  const sections = settings.map(([name, value]) => {
    const [section = '', key = ''] = name.split('.');
    return `[${section}]\n\t${key} = ${value}\n`;
  });
  appendFileSync(join(directory, 'config'), sections.join(''));
}
