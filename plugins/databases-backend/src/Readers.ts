import { isDeepStrictEqual } from 'node:util';
import type { HasAudience } from '@greenroom/plugin-portal-common';
import type { DatabasesService } from './DatabasesService';

/** Anybody can ask about any id, so they are not kept without end. */
const KEPT = 20_000;

/** Who may read a database: the same object as long as it is the same people. */
export class Readers {
  readonly #databases: Pick<DatabasesService, 'readers'>;
  /** Right until somebody else may read something. */
  readonly #fresh = new Map<string, HasAudience>();
  readonly #before = new Map<string, HasAudience>();

  constructor(
    databases: Pick<DatabasesService, 'readers' | 'onChange'>,
    claims: { onChange(listener: () => void): unknown },
  ) {
    this.#databases = databases;
    const forget = () => this.#fresh.clear();
    databases.onChange(({ accessChanged }) => accessChanged && forget());
    // An entity may have another owner, and the database still say the same.
    claims.onChange(forget);
  }

  load(id: string): HasAudience {
    const known = this.#fresh.get(id);
    return known ?? this.#keep(id, { audience: this.#databases.readers(id) });
  }

  #keep(id: string, now: HasAudience): HasAudience {
    const before = this.#before.get(id);
    const kept = before && isDeepStrictEqual(before, now) ? before : now;
    for (const held of [this.#fresh, this.#before]) {
      if (held.size >= KEPT) {
        held.clear();
      }
      held.set(id, kept);
    }
    return kept;
  }
}
