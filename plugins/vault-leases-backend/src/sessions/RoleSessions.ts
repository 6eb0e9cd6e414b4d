import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DatabasesClient, HeldSessions } from './DatabasesClient';

export interface RoleSessionsOptions {
  client: Pick<DatabasesClient, 'heldIn'>;
  /** Milliseconds that only go forward. */
  steady(): number;
  logger: Pick<LoggerService, 'debug'>;
}

interface Known {
  /** Absent where nobody can tell. */
  held: readonly HeldSessions[] | undefined;
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

  /** `undefined` where nobody can tell, or not yet. @param connection of the engine, by which its database is called */
  of(connection: string, role: string): number | undefined {
    const { steady } = this.#options;
    const known = this.#known.get(connection);
    if (!known || steady() - known.askedAt >= (known.held ? KEPT_MS : SILENT_MS)) {
      this.#known.set(connection, { held: known?.held, askedAt: steady() });
      void this.#ask(connection);
    }
    return (
      known?.held &&
      sum(known.held.filter(held => held.role === role || held.role === role.slice(0, ROLE_LETTERS)))
    );
  }

  /** Called when anything is other than it was told before. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #ask(connection: string): Promise<void> {
    const before = this.#known.get(connection)?.held;
    const held = await this.#options.client.heldIn(connection).catch(error => {
      this.#options.logger.debug(`sessions of ${connection} are not told: ${error}`);
      return undefined;
    });
    this.#known.set(connection, { held, askedAt: this.#options.steady() });
    if (JSON.stringify(held) !== JSON.stringify(before)) {
      this.#listeners.forEach(listener => listener());
    }
  }
}

function sum(held: readonly HeldSessions[]): number {
  return held.reduce((total, { sessions }) => total + sessions, 0);
}
