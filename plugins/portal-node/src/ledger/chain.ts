import { hash as digest } from 'node:crypto';
import { canonical } from './canonical';
import type { ChainedLine, LedgerLine } from './Ledger';

export function sha256(text: string): string {
  return digest('sha256', text);
}

/** What the first line of a chain follows: another one in each chain, so that no line passes for one of another's. */
export function genesis(chain: string): string {
  return sha256(`greenroom ledger ${chain}`);
}

/**
 * The canonical form of a line in two parts, between which its hash stands in an export: so what is hashed and what is
 * exported are made in one go. Of the words around `data` JSON.stringify writes the canonical form by itself, as long
 * as the keys are named in alphabetical order.
 */
function parts({ at, by, data, kind, previous, request, seq, subject, text }: Omit<ChainedLine, 'hash'>) {
  const before = `${JSON.stringify({ at, by }).slice(0, -1)},"data":${canonical(data)}`;
  const after = JSON.stringify({ kind, previous, request, seq, subject, text }).slice(1);
  return { before, after };
}

type Parts = ReturnType<typeof parts>;
const hashed = ({ before, after }: Parts) => sha256(`${before},${after}`);
const written = ({ before, after }: Parts, hash: string) =>
  `${before},"hash":${JSON.stringify(hash)},${after}`;

/** The hash of a line: over the canonical form of all of it but the hash, so over the line before it, too. */
export function hashOf(line: Omit<ChainedLine, 'hash'>): string {
  return hashed(parts(line));
}

/** A line with its place in the chain. */
export function chained(line: LedgerLine, place: { seq: number; at: string; previous: string }): ChainedLine {
  const { kind, by, subject, request, text, data } = line;
  const whole = { kind, by, subject, ...(request === undefined ? {} : { request }), text, data, ...place };
  return { ...whole, hash: hashOf(whole) };
}

/** One line of an export, RFC 8785: there is one way only to write it, so that any changed byte shows. */
export function exportLine(line: ChainedLine): string {
  return written(parts(line), line.hash);
}

/** Both at once, for who checks a million of them. */
export function hashAndExport(line: ChainedLine): { hash: string; text: string } {
  const both = parts(line);
  return { hash: hashed(both), text: written(both, line.hash) };
}
