import type { AuthService } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { readPersonRef, SAME_PERSON } from '@greenroom/plugin-rollouts-common';
import { z } from 'zod';
import { ShortMemory } from './ShortMemory';

export interface UsersOptions {
  catalog: Pick<CatalogService, 'getEntities' | 'getEntitiesByRefs'>;
  auth: Pick<AuthService, 'getOwnServiceCredentials'>;
  /** Milliseconds that never step back. */
  now(): number;
  /** How long an answer of the catalog holds. */
  ttlMs: number;
}

/** A user reaches others over e-mails and annotations, and these others; nobody has more than a few. */
const ROUNDS = 5;

const GITHUB = 'github.com';
const GITHUB_ACCOUNT = 'github.com/user-login';
const EMAIL = 'spec.profile.email';
const PERSON = `metadata.annotations.${SAME_PERSON}`;
const fields = ['kind', 'metadata.name', 'metadata.namespace', 'metadata.annotations', EMAIL, 'relations'];
const profileSchema = z.object({ spec: z.object({ profile: z.object({ email: z.string().min(1) }) }) });

/**
 * The Users of the catalog. Two of them are one person when they have the same e-mail, in whatever letter case, or the
 * same `greenroom.dev/person`: an organisation's providers write both, a person can not.
 */
export class Users {
  readonly #options: UsersOptions;
  readonly #entities: ShortMemory<Entity | undefined>;
  readonly #people: ShortMemory<string[]>;

  constructor(options: UsersOptions) {
    this.#options = options;
    this.#entities = new ShortMemory(options.now, options.ttlMs);
    this.#people = new ShortMemory(options.now, options.ttlMs);
  }

  /** Entities of users and groups, in the order of the refs; `undefined` for what the catalog does not have. */
  load(refs: readonly string[]): Promise<(Entity | undefined)[]> {
    return Promise.all(refs.map(ref => this.#entities.of(ref, () => this.#byRef(ref))));
  }

  /**
   * Refs of every user that is this person: an e-mail, an entity ref, or a name in the default namespace. Nobody: empty.
   * @throws what the catalog throws: without an answer nobody can tell
   */
  find(identity: string): Promise<string[]> {
    return this.#people.of(identity, async () => {
      const isEmail = /^[^\s:@/]+@[^\s:@/]+$/.test(identity);
      const first = isEmail ? await this.#having([{ [EMAIL]: identity }]) : await this.#named(identity);
      return this.#everyUserOf(first);
    });
  }

  /**
   * Refs of every user that is the person who has this account at a git host. Backstage's providers write
   * `github.com/user-login` for every GitHub, and `<host>/user-login` with the address of the account for every GitLab.
   * @throws what the catalog throws
   */
  findAccount(host: string, login: string): Promise<string[]> {
    return this.#people.of(JSON.stringify([host, login]), async () => {
      const values = accountValues(host, login);
      const names = [...new Set([accountOf(host), GITHUB_ACCOUNT])];
      const having = names.flatMap(name =>
        values.map(value => ({ [`metadata.annotations.${name}`]: value })),
      );
      const found = await this.#having(having);
      return this.#everyUserOf(found.filter(entity => isAccountAt(entity, host, login)));
    });
  }

  async #named(identity: string): Promise<Entity[]> {
    const ref = readPersonRef(identity.includes(':') ? identity : `user:default/${identity}`);
    const [entity] = ref?.startsWith('user:') ? await this.load([ref]) : [];
    return entity ? [entity] : [];
  }

  async #everyUserOf(first: readonly Entity[]): Promise<string[]> {
    const known = new Map(first.map(entity => [stringifyEntityRef(entity), entity]));
    let latest = [...known.values()];
    for (let round = 0; latest.length > 0 && round < ROUNDS; round += 1) {
      const found = await this.#having(latest.flatMap(traitsOf));
      latest = found.filter(entity => !known.has(stringifyEntityRef(entity)));
      latest.forEach(entity => known.set(stringifyEntityRef(entity), entity));
    }
    return [...known.keys()].sort();
  }

  /** Users that have one of these traits. */
  async #having(traits: readonly Record<string, string>[]): Promise<Entity[]> {
    if (traits.length === 0) {
      return [];
    }
    const credentials = await this.#options.auth.getOwnServiceCredentials();
    const filter = traits.map(trait => ({ kind: 'User', ...trait }));
    const { items } = await this.#options.catalog.getEntities({ filter, fields }, { credentials });
    return items;
  }

  async #byRef(ref: string): Promise<Entity | undefined> {
    const credentials = await this.#options.auth.getOwnServiceCredentials();
    const request = { entityRefs: [ref], fields };
    return (await this.#options.catalog.getEntitiesByRefs(request, { credentials })).items[0];
  }
}

function accountOf(host: string): string {
  return `${host}/user-login`;
}

/**
 * Who has `github.com/user-login` may have it at another GitHub, where the same name is somebody else's. Then a provider
 * has put them at `url:https://<host>/<login>`.
 */
function isAccountAt({ metadata: { annotations } }: Entity, host: string, login: string): boolean {
  const isNamedBy = (name: string) =>
    accountValues(host, login).some(value => isSame(value, annotations?.[name]));
  if (host !== GITHUB && isNamedBy(accountOf(host))) {
    return true;
  }
  const location = /^url:https:\/\/([^/]+)\/([^/]+)\/?$/.exec(annotations?.[ANNOTATION_LOCATION] ?? '');
  const at = isSame(login, location?.[2]) ? location?.[1] : GITHUB;
  return at === host && isNamedBy(GITHUB_ACCOUNT);
}

function accountValues(host: string, login: string): string[] {
  return [login, `https://${host}/${login}`];
}

function isSame(value: string, written: string | undefined): boolean {
  return value.toLocaleLowerCase('en-US') === written?.toLocaleLowerCase('en-US');
}

/** The catalog compares values in whatever letter case. */
function traitsOf(entity: Entity): Record<string, string>[] {
  const email = profileSchema.safeParse(entity).data?.spec.profile.email;
  const person = entity.metadata.annotations?.[SAME_PERSON];
  return [...(email ? [{ [EMAIL]: email }] : []), ...(person ? [{ [PERSON]: person }] : [])];
}
