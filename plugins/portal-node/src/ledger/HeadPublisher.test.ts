import { generateKeyPairSync } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { headKey, headPatch } from './headConfigMap';
import { HeadPublisher } from './HeadPublisher';
import { headIsSigned, parseSignedHead, readSigningKey, type SignedHead } from './SignedHead';

const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const pem = (type: 'pkcs8', key = privateKey) => key.export({ type, format: 'pem' }).toString();

function setUp(overrides: { key?: typeof privateKey; publish?: (head: SignedHead) => Promise<void> } = {}) {
  const logger = mockServices.logger.mock();
  const kept: SignedHead[] = [];
  let seq = 0;
  const ledger = { head: async () => ({ seq, hash: seq.toString(16).padStart(64, '0') }) };
  const publisher = new HeadPublisher({
    ledger,
    chain: 'rollouts',
    logger,
    now: () => Date.UTC(2026, 10, 21, 5),
    key: privateKey,
    publish: async head => {
      kept.push(head);
    },
    ...overrides,
  });
  const append = () => {
    seq += 1;
    publisher.changed();
  };
  return { publisher, logger, kept, append };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

it('tells the first head at once and then one a second, each in one line of the log', async () => {
  const { publisher, logger, kept, append } = setUp();
  publisher.start();
  await jest.advanceTimersByTimeAsync(0);
  expect(kept.map(({ seq }) => seq)).toEqual([0]);
  for (let index = 0; index < 20; index += 1) {
    append();
    await jest.advanceTimersByTimeAsync(100);
  }
  await jest.advanceTimersByTimeAsync(1000);
  expect(kept.map(({ seq }) => seq)).toEqual([0, 10, 20]);
  expect(logger.info).toHaveBeenCalledTimes(3);
  const [line = ''] = logger.info.mock.lastCall ?? [];
  expect(line).not.toContain('\n');
  const told = parseSignedHead(line.slice(line.indexOf('{')));
  expect(told).toEqual(kept.at(-1));
  expect(told && headIsSigned(told, publicKey)).toBe(true);
  await publisher.stop();
});

it('does not tell the same head twice', async () => {
  const { publisher, kept } = setUp();
  publisher.start();
  publisher.changed();
  await jest.advanceTimersByTimeAsync(5000);
  publisher.changed();
  await jest.advanceTimersByTimeAsync(5000);
  expect(kept).toHaveLength(1);
  await publisher.stop();
});

it('tells the last head when it ends, and nothing afterwards', async () => {
  const { publisher, kept, append } = setUp();
  publisher.start();
  append();
  append();
  await publisher.stop();
  expect(kept.at(-1)?.seq).toBe(2);
  const { length } = kept;
  append();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(kept).toHaveLength(length);
});

it('goes on telling the log while a head can not be kept, and keeps the newest later', async () => {
  const kept: SignedHead[] = [];
  let refuses = true;
  const { publisher, logger, append } = setUp({
    publish: async head => {
      if (refuses) {
        throw new RangeError('the cluster does not answer');
      }
      kept.push(head);
    },
  });
  publisher.start();
  await jest.advanceTimersByTimeAsync(2000);
  append();
  await jest.advanceTimersByTimeAsync(2000);
  expect(logger.info).toHaveBeenCalledTimes(2);
  expect(logger.warn).toHaveBeenCalledWith(expect.stringMatching(/does not answer/));
  refuses = false;
  await jest.advanceTimersByTimeAsync(30_000);
  expect(kept.map(({ seq }) => seq)).toEqual([1]);
  expect(logger.info).toHaveBeenCalledTimes(2);
  await publisher.stop();
});

it('says when nobody signs', async () => {
  const { publisher, logger, kept } = setUp({ key: undefined });
  publisher.start();
  await publisher.stop();
  expect(logger.warn).toHaveBeenCalledWith(expect.stringMatching(/not signed: no signing key/));
  expect(kept).toEqual([expect.not.objectContaining({ signature: expect.anything() })]);
});

it('takes Ed25519 keys only, and never repeats what it was given', () => {
  expect(readSigningKey(pem('pkcs8')).asymmetricKeyType).toBe('ed25519');
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 });
  for (const wrong of [
    'sesame',
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    pem('pkcs8', rsa.privateKey),
  ]) {
    expect(() => readSigningKey(wrong)).toThrow(
      /^The key that signs the head of a ledger must be an Ed25519 private key in PEM$/,
    );
  }
});

describe('a signature', () => {
  it('is over everything that the head says, by that key', async () => {
    const { publisher, kept } = setUp();
    publisher.start();
    await publisher.stop();
    const [head] = kept;
    if (!head) {
      throw new RangeError('no head');
    }
    expect(headIsSigned(head, publicKey)).toBe(true);
    expect(headIsSigned(head, generateKeyPairSync('ed25519').publicKey)).toBe(false);
    const others = [
      { seq: 9 },
      { hash: 'f'.repeat(64) },
      { chain: 'vault' },
      { at: '2020' },
      { signature: undefined },
    ];
    others.forEach(change => expect(headIsSigned({ ...head, ...change }, publicKey)).toBe(false));
  });
});

describe('the ConfigMap', () => {
  const metadata = { uid: 'u-1', resourceVersion: '17' };
  const head = { chain: 'rollouts', seq: 5, hash: 'a'.repeat(64), at: '2026-11-21T05:00:00.000Z' };

  it('gets the head beside what it holds, if nobody wrote meanwhile', () => {
    const patch = headPatch({ metadata, data: { 'vault.json': '{}' } }, head);
    expect(patch).toEqual({
      preconditions: [
        { op: 'test', path: '/metadata/uid', value: 'u-1' },
        { op: 'test', path: '/metadata/resourceVersion', value: '17' },
      ],
      change: [
        {
          op: 'add',
          path: '/data',
          value: { 'vault.json': '{}', [headKey('rollouts')]: expect.any(String) },
        },
      ],
    });
    expect(parseSignedHead(patch?.change[0]?.value['rollouts.json'] ?? '')).toEqual(head);
  });

  it.each([
    ['nothing', undefined, true],
    ['what is no head', '{"seq":"many"}', true],
    ['an earlier head', JSON.stringify({ ...head, seq: 4 }), true],
    ['this head', JSON.stringify(head), false],
    ['a later head', JSON.stringify({ ...head, seq: 6 }), false],
  ])('that holds %s', (_what, text, written) => {
    const data = text === undefined ? undefined : { 'rollouts.json': text };
    expect(headPatch({ metadata, data }, head) !== undefined).toBe(written);
  });
});
