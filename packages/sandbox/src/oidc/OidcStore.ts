import Database from 'better-sqlite3';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';

// The provider wrote these rows itself; what is checked here is that they are objects at all.
const stored = z.record(z.string(), z.unknown());
const row = z.object({ payload: z.string(), consumed: z.number().nullable() }).optional();

const schema = `
  CREATE TABLE IF NOT EXISTS oidc (
    model TEXT NOT NULL,
    id TEXT NOT NULL,
    payload TEXT NOT NULL,
    grant_id TEXT,
    uid TEXT,
    user_code TEXT,
    consumed INTEGER,
    expires_at INTEGER,
    PRIMARY KEY (model, id)
  );
  CREATE INDEX IF NOT EXISTS oidc_grant ON oidc (model, grant_id);
  CREATE INDEX IF NOT EXISTS oidc_uid ON oidc (model, uid);
`;

/** Sessions, grants and tokens of the sign-in provider in one SQLite file, so that they outlive the process. */
export class OidcStore {
  private readonly database: Database.Database;

  constructor(file: string) {
    this.database = new Database(file);
    this.database.pragma('journal_mode = WAL');
    this.database.exec(schema);
    this.database.exec('DELETE FROM oidc WHERE expires_at <= unixepoch()');
  }

  /** The shape the provider asks its adapters for: one of these per model. */
  adapter(model: string): Adapter {
    const { database } = this;
    const find = (column: 'id' | 'uid' | 'user_code', value: string) => {
      const found = row.parse(
        database
          .prepare(
            `SELECT payload, consumed FROM oidc
             WHERE model = ? AND ${column} = ? AND (expires_at IS NULL OR expires_at > unixepoch())`,
          )
          .get(model, value),
      );
      return found && read(found);
    };
    const run = (sql: string, ...values: unknown[]) => {
      database.prepare(sql).run(...values);
    };
    return {
      upsert: async (id, payload, expiresIn) =>
        run(
          `INSERT INTO oidc (model, id, payload, grant_id, uid, user_code, expires_at)
           VALUES (?, ?, ?, ?, ?, ?, unixepoch() + ?)
           ON CONFLICT (model, id) DO UPDATE SET payload = excluded.payload, grant_id = excluded.grant_id,
             uid = excluded.uid, user_code = excluded.user_code, expires_at = excluded.expires_at`,
          model,
          id,
          JSON.stringify(payload),
          payload.grantId ?? null,
          payload.uid ?? null,
          payload.userCode ?? null,
          expiresIn ?? null,
        ),
      find: async id => find('id', id),
      findByUid: async uid => find('uid', uid),
      findByUserCode: async userCode => find('user_code', userCode),
      consume: async id =>
        run('UPDATE oidc SET consumed = unixepoch() WHERE model = ? AND id = ?', model, id),
      destroy: async id => run('DELETE FROM oidc WHERE model = ? AND id = ?', model, id),
      revokeByGrantId: async grantId =>
        run('DELETE FROM oidc WHERE model = ? AND grant_id = ?', model, grantId),
    };
  }

  close() {
    this.database.close();
  }
}

function read({ payload, consumed }: { payload: string; consumed: number | null }): AdapterPayload {
  return { ...stored.parse(JSON.parse(payload)), ...(consumed === null ? {} : { consumed }) };
}
