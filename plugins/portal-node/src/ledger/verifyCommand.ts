import { createPublicKey, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { Expectation } from './ChainWalk';
import type { LedgerHead } from './Ledger';
import { headIsSigned, parseSignedHead } from './SignedHead';
import { verifyExportFile } from './verifyExport';

const USAGE = `Usage: npm run --silent ledger -- verify <export.jsonl> [--head <seq>:<hash> | --head <file>] [--key <public key file>]

  <export.jsonl>  the whole ledger, a line for each record, as the portal exports it
  --head          the newest line that was kept elsewhere: as <seq>:<hash>, or a file with the published head
                  (from the portal's log or its ConfigMap); without it, lines cut off at the end are not missed
  --key           public key (PEM) that must have signed the head; needs the head as a file
  --chain         which ledger it must be, e.g. rollouts (a published head says so itself)
  --beyond        accept lines after the head: they were recorded since, and nothing vouches for them

Answers 0 when every line holds, 1 when one does not or the head is forged, 2 when it was asked wrongly.`;

/** The offline check of an export. Prints what it found and answers the exit code. */
export async function verifyCommand(args: string[], print: (line: string) => void): Promise<number> {
  try {
    const { file, expected, vouched } = readArguments(args);
    const check = await verifyExportFile(file, expected);
    if (!check.valid) {
      print(`BROKEN at line ${check.firstBroken}: ${check.why}. The ${check.entries} lines before it hold.`);
      return 1;
    }
    print(`${check.entries} lines hold; the last is ${check.entries}:${check.head}`);
    print(vouched);
    return 0;
  } catch (error) {
    if (error instanceof InputError || error instanceof NotAllowedError) {
      print(error.message);
      return error instanceof InputError ? 2 : 1;
    }
    throw error;
  }
}

interface Question {
  file: string;
  expected: Expectation;
  /** How far the answer can be trusted. */
  vouched: string;
}

interface KeptHead {
  anchor?: LedgerHead;
  chain?: string;
  vouched: string;
}

function readArguments(args: string[]): Question {
  const { values, positionals } = parse(args);
  const [verb, file, ...more] = positionals;
  if (verb !== 'verify' || file === undefined || more.length > 0) {
    throw new InputError(USAGE);
  }
  const beyond = values.beyond ? ('accept' as const) : ('refuse' as const);
  const { anchor, chain, vouched } = readHead(values.head, values.key);
  if (chain !== undefined && values.chain !== undefined && chain !== values.chain) {
    throw new InputError(`That is the head of the ledger ${chain}, not of ${values.chain}`);
  }
  return { file: readable(file), expected: { anchor, beyond, chain: values.chain ?? chain }, vouched };
}

function parse(args: string[]) {
  const text = { type: 'string' } as const;
  const options = { head: text, key: text, chain: text, beyond: { type: 'boolean' } } as const;
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch {
    throw new InputError(USAGE);
  }
}

function readHead(head: string | undefined, key: string | undefined): KeptHead {
  if (head === undefined) {
    if (key !== undefined) {
      throw new InputError('--key says who signed the head: give the head, too');
    }
    return { vouched: 'No head was given: lines that were cut off at the end would not be missed.' };
  }
  const short = /^(\d+):([0-9a-f]{64})$/.exec(head);
  if (short && key === undefined) {
    return {
      anchor: { seq: Number(short[1]), hash: String(short[2]) },
      vouched: 'It is the ledger whose head was given.',
    };
  }
  return readPublished(head, key);
}

function readPublished(file: string, keyFile: string | undefined): KeptHead {
  const signed = parseSignedHead(newestIn(fs.readFileSync(readable(file), 'utf8')));
  if (!signed) {
    throw new InputError(`${file} holds no published head`);
  }
  if (keyFile !== undefined && !headIsSigned(signed, readPublicKey(keyFile))) {
    throw new NotAllowedError(
      `The head in ${file} was not signed by the key in ${keyFile}: it vouches for nothing`,
    );
  }
  return {
    anchor: { seq: signed.seq, hash: signed.hash },
    chain: signed.chain,
    vouched:
      keyFile === undefined
        ? `It is the ledger whose head was told on ${signed.at}; who told it was not checked (--key).`
        : `It is the ledger whose head was signed on ${signed.at} by that key.`,
  };
}

/** The last head in a text: the value in a ConfigMap, or lines of a log, which may be JSON themselves. */
function newestIn(text: string): string {
  return (
    text
      .replaceAll('\\"', '"')
      .match(/\{[^{}]*"chain"[^{}]*\}/g)
      ?.at(-1) ?? ''
  );
}

function readPublicKey(file: string): KeyObject {
  const pem = fs.readFileSync(readable(file), 'utf8');
  try {
    return createPublicKey(pem);
  } catch {
    throw new InputError(`${file} holds no public key in PEM`);
  }
}

function readable(file: string): string {
  try {
    fs.accessSync(file, fs.constants.R_OK);
    return file;
  } catch {
    throw new InputError(`${file} can not be read`);
  }
}
