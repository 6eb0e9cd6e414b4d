import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { makeChain } from '../__testUtils__/ledgerLines';
import { canonical } from './canonical';
import { exportLine } from './chain';
import { signHead } from './SignedHead';
import { verifyCommand } from './verifyCommand';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const chain = makeChain(5);
const lines = chain.map(exportLine);
const head = { seq: 5, hash: chain[4]?.hash ?? '' };
const signed = (key?: KeyObject) =>
  canonical(signHead({ ...head, chain: 'rollouts', at: '2026-11-21T05:00:00.000Z' }, key));
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'greenroom-ledger-'));
});
afterEach(() => {
  fs.rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const where = path.join(folder, name);
  fs.writeFileSync(where, text);
  return where;
}

async function verify(text: string, ...options: string[]) {
  const printed: string[] = [];
  const code = await verifyCommand(['verify', file('export.jsonl', text), ...options], line =>
    printed.push(line),
  );
  return { code, printed: printed.join('\n') };
}

const whole = `${lines.join('\n')}\n`;
const anchor = ['--head', `5:${head.hash}`];

it.each([
  [
    'whole',
    whole,
    anchor,
    /^5 lines hold; the last is 5:[0-9a-f]{64}\nIt is the ledger whose head was given/,
  ],
  ['without a last line feed', lines.join('\n'), anchor, /^5 lines hold/],
  ['without a head', whole, [], /cut off at the end would not be missed/],
  ['of the ledger it says', whole, ['--chain', 'rollouts'], /^5 lines hold/],
  ['with later lines, accepted', whole, ['--head', `3:${chain[2]?.hash}`, '--beyond'], /^5 lines hold/],
])('holds: %s', async (_what, text, options, says) => {
  expect(await verify(text, ...options)).toEqual({ code: 0, printed: expect.stringMatching(says) });
});

it.each([
  ['an edited line', whole.replace('line 3', 'line three'), /BROKEN at line 3: its content/],
  [
    'a line taken out',
    [...lines.slice(0, 2), ...lines.slice(3)].join('\n'),
    /BROKEN at line 3: line 3 should be here/,
  ],
  ['lines in another order', [lines[1], lines[0], ...lines.slice(2)].join('\n'), /BROKEN at line 1/],
  ['a line twice', [...lines.slice(0, 2), lines[1], ...lines.slice(2)].join('\n'), /BROKEN at line 3/],
  ['a line cut off', lines.slice(0, 4).join('\n'), /BROKEN at line 5: the chain ends after line 4/],
  ['nothing', '', /BROKEN at line 1: the chain ends after line 0/],
  [
    'a carriage return',
    whole.replace('\n', '\r\n'),
    /BROKEN at line 1: it is not written as it was exported/,
  ],
  ['a space', whole.replace('{"at"', '{ "at"'), /BROKEN at line 1: it is not written as it was exported/],
  ['a key twice', whole.replace('{"at"', '{"kind":"x","at"'), /BROKEN at line 1: it is not written as/],
  [
    'a key too many',
    whole.replace('{"at"', '{"aa":1,"at"'),
    /BROKEN at line 1: it is not a line of a ledger/,
  ],
  ['what is no JSON', `${lines[0]}\n<html>\n`, /BROKEN at line 2: it is not a line of a ledger/],
  ['half a line', whole.slice(0, -20), /BROKEN at line 5: it is not a line of a ledger/],
  ['an empty line', `${lines.join('\n')}\n\n`, /BROKEN at line 6/],
  [
    'another history',
    makeChain(5, 'vault').map(exportLine).join('\n'),
    /BROKEN at line 5: it is not the line whose/,
  ],
  [
    'a line more',
    makeChain(6).map(exportLine).join('\n'),
    /BROKEN at line 6: the head that was kept is line 5/,
  ],
])('finds %s', async (_what, text, says) => {
  expect(await verify(text, ...anchor)).toEqual({ code: 1, printed: expect.stringMatching(says) });
});

it('finds the ledger of another feature', async () => {
  const { code, printed } = await verify(whole, '--chain', 'vault');
  expect(code).toBe(1);
  expect(printed).toMatch(/line 1: it does not begin this chain/);
});

describe('a published head', () => {
  const key = () => file('key.pem', pem(publicKey));

  it('is the newest in a log of text or of JSON, or a file of its own, however written', async () => {
    const older = canonical(signHead({ ...head, seq: 4, chain: 'rollouts', at: '2026' }, privateKey));
    const texts = [
      signed(privateKey),
      JSON.stringify(
        Object.fromEntries(Object.entries(JSON.parse(signed(privateKey))).reverse()),
        undefined,
        2,
      ),
      `info Head of the ledger rollouts: ${older}\ninfo Head of the ledger rollouts: ${signed(privateKey)}\n`,
      JSON.stringify({ level: 'info', message: `Head of the ledger rollouts: ${signed(privateKey)}` }),
    ];
    for (const text of texts) {
      expect(await verify(whole, '--head', file('head', text), '--key', key())).toMatchObject({ code: 0 });
    }
  });

  it('vouches when that key signed it', async () => {
    const log = file('head', signed(privateKey));
    expect(await verify(whole, '--head', log, '--key', key())).toEqual({
      code: 0,
      printed: expect.stringMatching(/head was signed on 2026-11-21T05:00:00.000Z by that key/),
    });
    expect(await verify(whole, '--head', log)).toEqual({
      code: 0,
      printed: expect.stringMatching(/who told it was not checked/),
    });
    expect(await verify(lines.slice(0, 4).join('\n'), '--head', log, '--key', key())).toMatchObject({
      code: 1,
    });
  });

  it.each([
    ['another key', () => signed(generateKeyPairSync('ed25519').privateKey)],
    ['nobody', () => signed()],
    ['that key, but for another line', () => signed(privateKey).replace('"seq":5', '"seq":4')],
  ])('vouches for nothing when it was signed by %s', async (_who, text) => {
    const { code, printed } = await verify(whole, '--head', file('head', text()), '--key', key());
    expect(code).toBe(1);
    expect(printed).toMatch(/was not signed by the key/);
  });
});

it.each([
  ['no file', ['verify']],
  ['another verb', ['sign', 'x']],
  ['an option that is none', ['verify', 'x', '--tail']],
  ['a file that is not there', ['verify', '/nowhere/export.jsonl']],
  ['a key without a head', ['verify', 'x', '--key', 'y']],
])('says how to ask when there is %s', async (_what, args) => {
  const print = jest.fn();
  expect(await verifyCommand(args, print)).toBe(2);
  expect(print).toHaveBeenCalledTimes(1);
});
