import fs from 'node:fs';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { ChainWalk, type Expectation } from './ChainWalk';
import { hashAndExport } from './chain';
import type { LedgerCheck } from './Ledger';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A line of an export; nothing else may be in it. */
export const chainedLineSchema = z.strictObject({
  seq: z.number().int().positive(),
  at: z.string(),
  kind: z.string(),
  by: z.string(),
  subject: z.string(),
  request: z.string().optional(),
  text: z.string(),
  // Taken as it is: JSON it is already, and a copy would lose keys that are special to JavaScript.
  data: z.custom<JsonObject>(value => typeof value === 'object' && value !== null && !Array.isArray(value)),
  previous: hash,
  hash,
});

/**
 * Checks an export of a ledger: one line of JSON for each recorded line, from the first on, each in its canonical form
 * (`exportLine`). Needs no database, and says the first line that does not hold.
 */
export function verifyExport(lines: Iterable<string>, expected: Expectation = {}): LedgerCheck {
  const walk = new ChainWalk(expected);
  for (const text of lines) {
    if (!check(walk, text)) {
      break;
    }
  }
  return walk.end();
}

/** The same of a file, which may be larger than memory. */
export async function verifyExportFile(file: string, expected: Expectation = {}): Promise<LedgerCheck> {
  const walk = new ChainWalk(expected);
  for await (const lines of readExport(file)) {
    if (!lines.every(text => check(walk, text))) {
      break;
    }
  }
  return walk.end();
}

/** By line feeds only: a carriage return is a changed byte, and readline would swallow it. */
async function* readExport(file: string): AsyncIterable<string[]> {
  let rest = '';
  for await (const text of fs.createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 20 })) {
    const lines = (rest + String(text)).split('\n');
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') {
    yield [rest];
  }
}

function check(walk: ChainWalk, text: string): boolean {
  const read = parse(text);
  if (!read) {
    return walk.broken('it is not a line of a ledger');
  }
  // A second key of the same name, or a number written otherwise, reads the same and is not what was exported.
  return read.text === text
    ? walk.step(read.line, read.hash)
    : walk.broken('it is not written as it was exported');
}

function parse(text: string) {
  try {
    const line = chainedLineSchema.parse(JSON.parse(text));
    return { line, ...hashAndExport(line) };
  } catch {
    return undefined;
  }
}
