import type * as libpgQuery from 'libpg-query';
import { PostgresError } from '../PostgresError';

/** PostgreSQL's own grammar, as WebAssembly. */
export type Grammar = Pick<typeof libpgQuery, 'parseSync' | 'hasSqlDetails'>;

let loading: Promise<Grammar> | undefined;

/**
 * Loaded when somebody first signs in: most sandboxes are never asked, and the package compiles its WebAssembly when it is
 * imported. Required, as tests run without dynamic imports.
 */
export function loadGrammar(): Promise<Grammar> {
  loading ??= load(module.require('libpg-query'));
  return loading;
}

async function load(grammar: typeof libpgQuery): Promise<Grammar> {
  await grammar.loadModule();
  return grammar;
}

/**
 * The statements of a query, read with the grammar of PostgreSQL itself (version 18, of which that of 15 is a part but for a
 * few words).
 *
 * @throws PostgresError 42601 in the grammar's own words
 */
export function parse({ parseSync, hasSqlDetails }: Grammar, sql: string): libpgQuery.Node[] {
  if (sql.trim() === '') return [];
  try {
    return (parseSync(sql).stmts ?? []).flatMap(({ stmt }) => stmt ?? []);
  } catch (error) {
    if (!hasSqlDetails(error)) throw error;
    const { message, cursorPosition = 0 } = error.sqlDetails ?? { message: error.message };
    throw new PostgresError('42601', message, { position: cursorPosition + 1 });
  }
}
