import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { MemorySampleStore } from './postgres/samples/MemorySampleStore';
import { readSources } from './sources';

const deps = {
  credentials: {
    getCredentialProvider: async () => ({
      sdkCredentialProvider: async () => ({ accessKeyId: 'a', secretAccessKey: 'b' }),
    }),
  },
  clock: { now: () => 0, random: () => 0, wait: async () => undefined },
  samples: new MemorySampleStore(),
};
const read = (databases: JsonObject) => readSources(new ConfigReader({ databases }), deps);
const aws = { account: '402917760021', region: 'eu-central-1' };
const postgres = {
  name: 'flashcards',
  user: 'portal',
  password: 'p4ss',
  members: [{ name: 'pg-0', host: 'pg-0' }],
};

describe('readSources', () => {
  it('reads accounts and Regions, and self-run ones', async () => {
    const sources = read({ aws: [aws, { ...aws, region: 'eu-west-1' }], postgres: [postgres] });
    expect(sources.map(({ id }) => id)).toEqual([
      'aws:402917760021/eu-central-1',
      'aws:402917760021/eu-west-1',
      'postgres:flashcards',
    ]);
    await Promise.all(sources.map(source => source.close()));
  });

  it('reads nothing where nothing is said', () => {
    expect(readSources(new ConfigReader({}), deps)).toEqual([]);
  });

  it.each<[JsonObject, RegExp]>([
    [{ aws: [{ ...aws, account: 402917760021 }] }, /databases\.aws\.0\.account: /],
    [{ aws: [{ ...aws, account: '4029' }] }, /twelve digits/],
    [{ aws: [{ ...aws, region: 'Frankfurt' }] }, /Region such as/],
    [{ aws: [{ ...aws, colour: 'red' }] }, /databases\.aws\.0: /],
    [{ aws: [aws, aws] }, /402917760021\/eu-central-1 is there twice/],
    [{ aws: [{ ...aws, identifiers: [] }] }, /name at least one/],
    [{ postgres: [{ ...postgres, members: [] }] }, /at least one member/],
    [{ postgres: [{ ...postgres, passwordFile: '/x' }] }, /give password or passwordFile/],
    [{ postgres: [{ ...postgres, members: [...postgres.members, ...postgres.members] }] }, /name of its own/],
    [{ postgres: [postgres, postgres] }, /flashcards is there twice/],
    [{ thresholds: { 'shop-aurora': { cpuPercent: 900 } } }, /thresholds\.shop-aurora\.cpuPercent/],
    [{ thresholds: { 'shop-aurora': { cpu: 90 } } }, /thresholds\.shop-aurora/],
  ])('says what is wrong with %j, and never a password', (databases, text) => {
    expect(() => read(databases)).toThrow(text);
    expect(() => read(databases)).not.toThrow(/p4ss/);
  });
});
