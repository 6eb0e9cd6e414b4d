import { createHash } from 'node:crypto';
import { InputError } from '@backstage/errors';
import canonicalize from 'canonicalize';
import type { ChainedLine, LedgerLine } from './Ledger';

/** The one form of a value, RFC 8785: the same value is always the same bytes. InputError for what has none. */
export function canonical(value: unknown): string {
  try {
    return canonicalize(value) ?? 'null';
  } catch (error) {
    throw new InputError('This can not be recorded: it is no JSON that every reader reads alike', error);
  }
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What the first line of a chain follows: another one in each chain, so that no line passes for one of another's. */
export function genesis(chain: string): string {
  return sha256(`greenroom ledger ${chain}`);
}

/** The hash of a line: over the canonical form of all of it but the hash, so over the line before it, too. */
export function hashOf({ hash: _, ...rest }: Omit<ChainedLine, 'hash'> & { hash?: string }): string {
  return sha256(canonical(rest));
}

/** A line with its place in the chain. */
export function chained(line: LedgerLine, place: { seq: number; at: string; previous: string }): ChainedLine {
  const { kind, by, subject, request, text, data } = line;
  const whole = { kind, by, subject, ...(request === undefined ? {} : { request }), text, data, ...place };
  return { ...whole, hash: hashOf(whole) };
}

/** One line of an export: there is one way only to write it, so that any changed byte shows. */
export function exportLine(line: ChainedLine): string {
  return canonical(line);
}
