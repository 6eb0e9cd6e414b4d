import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DatabaseRef } from './DatabaseRef';
import type { DatabasesClient, HeldSessions, ToldSessions } from './DatabasesClient';

export interface RoleSessionsOptions {
  client: Pick<DatabasesClient, 'heldIn'>;
  /** Milliseconds that only go forward. */
  steady(): number;
  logger: Pick<LoggerService, 'debug'>;
}

/** How many sessions users of a role hold, or why nobody can tell, as a sentence without its full stop. */
export type SessionsOfRole = { sessions: number } | { untold: string };

interface Known {
  /** Absent until it was asked for once. */
  told: ToldSessions | undefined;
  askedAt: number;
}

/** So long what a database said of its sessions is not asked again. */
const KEPT_MS = 30_000;
/** And so long where it said nothing: that it is asked has it looked at. */
const SILENT_MS = 5_000;
/** Vault's own template cuts the name of a role in a user's name. */
const ROLE_LETTERS = 8;

/** How many sessions users of a role hold, as the databases feature told last. Nobody waits for it. */
export class RoleSessions {
  readonly #options: RoleSessionsOptions;
  readonly #known = new Map<string, Known>();
  readonly #listeners = new Set<() => void>();

  constructor(options: RoleSessionsOptions) {
    this.#options = options;
  }

  of(database: DatabaseRef, role: string): SessionsOfRole {
    const { steady } = this.#options;
    const key = JSON.stringify(database);
    const known = this.#known.get(key);
    const told = known?.told;
    if (!known || steady() - known.askedAt >= (told && 'held' in told ? KEPT_MS : SILENT_MS)) {
      this.#known.set(key, { told, askedAt: steady() });
      void this.#ask(key, database);
    }
    if (!told || !('held' in told)) {
      return told ?? { untold: 'they are being asked for' };
    }
    const cut = role.slice(0, ROLE_LETTERS);
    return { sessions: sum(told.held.filter(held => held.role === role || held.role === cut)) };
  }

  /** Called when anything is other than it was told before. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #ask(key: string, database: DatabaseRef): Promise<void> {
    const before = this.#known.get(key)?.told;
    const told = await this.#options.client.heldIn(database).catch((error): ToldSessions => {
      this.#options.logger.debug(`sessions of ${key} are not told: ${error}`);
      return { untold: "the portal's part that reads databases does not answer" };
    });
    this.#known.set(key, { told, askedAt: this.#options.steady() });
    if (JSON.stringify(told) !== JSON.stringify(before)) {
      this.#listeners.forEach(listener => listener());
    }
  }
}

function sum(held: readonly HeldSessions[]): number {
  return held.reduce((total, { sessions }) => total + sessions, 0);
}
