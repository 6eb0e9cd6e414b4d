import { refName } from '@greenroom/plugin-portal-common';
import {
  type CommitRange,
  type GitPerson,
  isCommitId,
  readRepository,
  type Repository,
  repositoryName,
  short,
} from '@greenroom/git-access';
import { AUTHORS, type Authors, COMMIT, REPOSITORY, type Rollout } from '@greenroom/plugin-rollouts-common';
import type { CommitPeople, RangePeople } from '../githosts/CommitPeople';
import type { Users } from './Users';

/** Nobody reads more names than these, and each is asked of the catalog. */
const MOST = 50;

type Revisions = Pick<Rollout, 'revisions' | 'active'>;
type Found = Rollout['revisions'][number];

/** What lies between two revisions: a range to ask about, nothing to ask about, or why it can not be asked. */
type Between = { range: CommitRange } | { why: string } | undefined;

/** Somebody who is named as an author, and which users of the catalog they are. */
interface Named {
  name: string;
  users: readonly string[];
}

/**
 * Who made a revision: whom the labels and annotations of its pod template name, and whom a git host names as makers of
 * the commits since the active revision, as users of the catalog. An author whom the catalog does not know may be
 * anybody, so also a voter: then the authors are unknown, and those who are known keep being authors. The same holds
 * where a host that should be asked can not tell: an outage must not loosen anything.
 */
export class RevisionAuthors {
  readonly #users: Pick<Users, 'find' | 'findAccount'>;
  readonly #commits: Pick<CommitPeople, 'of'> | undefined;

  /** Without `commits` no git host is asked. */
  constructor(users: Pick<Users, 'find' | 'findAccount'>, commits?: Pick<CommitPeople, 'of'>) {
    this.#users = users;
    this.#commits = commits;
  }

  /** Has the git host asked already, so that its answer is there when the authors are. */
  foresee({ preview, active }: Pick<Rollout, 'preview' | 'active'>): void {
    const between = this.#commits && preview && commitsBetween(active, preview);
    if (between && 'range' in between) {
      void this.#commits?.of(between.range, 0);
    }
  }

  /**
   * `withinMs`: how long a git host is waited for.
   * @throws what the catalog throws
   */
  async of({ revisions, active }: Revisions, revision: string, withinMs: number): Promise<Authors> {
    const found = revisions.find(candidate => candidate.revision === revision);
    if (!found) {
      return {
        known: false,
        why: `The revision ${revision} is not there, so nobody can read its authors.`,
      };
    }
    const between = this.#commits && commitsBetween(active, found);
    const committed = await this.#peopleOf(between, withinMs);
    const written = found.authors ?? [];
    const told = committed?.known ? committed.people : [];
    const named = await this.#name(written, told, between);
    const people = [...new Set(named.flatMap(({ users }) => users))].sort();
    const why = committed?.known === false ? committed.why : whyNot(named, written.length + told.length);
    if (why !== undefined || named.length === 0) {
      const nobody = this.#commits ? nobodyToAsk(found, between) : nobodyNamed(found);
      return { known: false, why: why ?? nobody, ...(people.length > 0 && { people }) };
    }
    return { known: true, people, from: sourceOf(written.length > 0, told.length > 0, between) };
  }

  async #peopleOf(between: Between, withinMs: number): Promise<RangePeople | undefined> {
    if (!between || !this.#commits) {
      return undefined;
    }
    return 'why' in between ? { known: false, why: between.why } : this.#commits.of(between.range, withinMs);
  }

  #name(written: readonly string[], told: readonly GitPerson[], between: Between): Promise<Named[]> {
    const host = between && 'range' in between ? between.range.repository.host : '';
    return Promise.all([
      ...written.slice(0, MOST).map(async name => ({ name, users: await this.#users.find(name) })),
      ...told.slice(0, Math.max(0, MOST - written.length)).map(async person => ({
        name: person.login ?? person.email ?? '',
        users: await this.#known(host, person),
      })),
    ]);
  }

  /** By account and by e-mail; if these are two people, both are authors. */
  async #known(host: string, { login, email }: GitPerson): Promise<string[]> {
    const found = await Promise.all([
      login === undefined ? [] : this.#users.findAccount(host, login),
      email === undefined ? [] : this.#users.find(email),
    ]);
    return found.flat();
  }
}

/** A revision that does not name its commit is not asked about: what is written on it has to do. */
function commitsBetween(active: Found | undefined, found: Found): Between {
  if (found.commit === undefined || found.repository === undefined) {
    return undefined;
  }
  const repository = readRepository(found.repository);
  if (!repository || !isCommitId(found.commit)) {
    return {
      why: `${found.revision} names no commit by its whole id in a repository https://<host>/<path> (${COMMIT}, ${REPOSITORY}).`,
    };
  }
  const before = active && whyNoBase(active, repository);
  if (!active || before !== undefined || active.commit === undefined) {
    return { why: before ?? 'Nothing is active, so nobody can tell which commits are new.' };
  }
  if (active.commit === found.commit) {
    return found.authors?.length
      ? undefined
      : {
          why: `Both revisions are of the commit ${short(found.commit)}: nothing says who made the difference.`,
        };
  }
  return { range: { repository, base: active.commit, head: found.commit } };
}

function whyNoBase(active: Found, repository: Repository): string | undefined {
  if (active.commit === undefined || active.repository === undefined || !isCommitId(active.commit)) {
    return `The active revision ${active.revision} does not name its commit, so nobody can tell which are new.`;
  }
  const other = readRepository(active.repository);
  return other && repositoryName(other) === repositoryName(repository)
    ? undefined
    : `The active revision ${active.revision} is of another repository, so its commits can not be compared.`;
}

function nobodyNamed({ revision }: Found): string {
  return `Nothing names the authors of ${revision}: its pod template has no ${AUTHORS}.`;
}

function nobodyToAsk(found: Found, between: Between): string {
  return between
    ? `The commits of ${found.revision} name nobody.`
    : `Nothing names the authors of ${found.revision}: its pod template has neither ${AUTHORS} nor ${COMMIT} and ${REPOSITORY}.`;
}

function whyNot(named: readonly Named[], total: number): string | undefined {
  const [first, ...others] = named.filter(({ users }) => users.length === 0);
  if (first !== undefined) {
    const more = others.length === 0 ? 'is' : `and ${others.length} more are`;
    return `${refName(first.name.slice(0, 100))} ${more} named as author, and nobody of that name or e-mail is in the catalog.`;
  }
  return total > MOST
    ? `${total} people are named as authors: no more than ${MOST} are looked up.`
    : undefined;
}

function sourceOf(written: boolean, told: boolean, between: Between): string {
  const commits = between && 'range' in between ? between.range : undefined;
  return [
    ...(written ? [`${AUTHORS} of the pod template`] : []),
    ...(told && commits
      ? [
          `the commits ${short(commits.base)}…${short(commits.head)} at ${commits.repository.host}/${commits.repository.path}`,
        ]
      : []),
  ].join(' and ');
}
