import { AUTHORS, type Authors, refName, type Rollout } from '@greenroom/plugin-rollouts-common';
import type { Users } from './Users';

/** Nobody reads more names than these, and each is asked of the catalog. */
const MOST = 50;

/**
 * Who made a revision: whom the labels and annotations of its pod template name, as users of the catalog. An author whom
 * the catalog does not know may be anybody, so also a voter: then the authors are unknown, and those who are known keep
 * being authors.
 */
export class RevisionAuthors {
  readonly #users: Pick<Users, 'find'>;

  constructor(users: Pick<Users, 'find'>) {
    this.#users = users;
  }

  /** @throws what the catalog throws */
  async of({ revisions }: Pick<Rollout, 'revisions'>, revision: string): Promise<Authors> {
    const found = revisions.find(candidate => candidate.revision === revision);
    const written = found?.authors ?? [];
    if (written.length === 0) {
      return {
        known: false,
        why: found
          ? `Nothing names the authors of ${revision}: its pod template has no ${AUTHORS}.`
          : `The revision ${revision} is not there, so nobody can read its authors.`,
      };
    }
    const asked = written.slice(0, MOST);
    const users = await Promise.all(asked.map(identity => this.#users.find(identity)));
    const people = [...new Set(users.flat())].sort();
    const strangers = asked.filter((_, index) => users[index]?.length === 0);
    if (strangers.length === 0 && written.length <= MOST) {
      return { known: true, people, from: `${AUTHORS} of the pod template` };
    }
    return { known: false, why: whyNot(strangers, written.length), people };
  }
}

function whyNot([first, ...others]: readonly string[], written: number): string {
  if (first === undefined) {
    return `${AUTHORS} of the pod template names ${written} people: no more than ${MOST} are looked up.`;
  }
  const more = others.length === 0 ? 'is' : `and ${others.length} more are`;
  return `${refName(first.slice(0, 100))} ${more} named as author, and nobody of that name or e-mail is in the catalog.`;
}
