import type { Node } from 'libpg-query';
import { PostgresError } from '../PostgresError';

/** An error with its place in the statement, which the grammar counts from 0 and PostgreSQL from 1. */
export function errorAt(code: string, message: string, at?: number, hint?: string): PostgresError {
  return new PostgresError(code, message, { position: at === undefined ? undefined : at + 1, hint });
}

/** What the sandbox does not evaluate is refused as a feature that is not there, never guessed. */
export function unsupported(what: string, at?: number): PostgresError {
  return errorAt('0A000', `${what} is not supported by the sandbox`, at);
}

/** The words of a dotted name. */
export function namesOf(nodes: readonly Node[] | undefined): string[] {
  return (nodes ?? []).flatMap(node => ('String' in node ? [node.String.sval ?? ''] : []));
}

/** The first name of a node: what kind it is. */
export function kindOf(node: Node): string {
  return Object.keys(node)[0] ?? 'nothing';
}
