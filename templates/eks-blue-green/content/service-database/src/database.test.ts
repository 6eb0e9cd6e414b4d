import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { Database } from './database.ts';

let directory: string;
let file: string;
let log: string[];

before(async () => {
  directory = await mkdtemp(join(tmpdir(), 'database-'));
  file = join(directory, 'database-url');
});
after(() => rm(directory, { recursive: true }));
beforeEach(() => {
  log = [];
});

const open = (url: string) => ({
  query: async (text: string) => log.push(`${url}: ${text}`),
  end: async () => void log.push(`${url}: end`),
});

test('asks the database at the address in the file', async () => {
  await writeFile(file, 'postgresql://first\n');
  await new Database(file, open).check();
  assert.deepEqual(log, ['postgresql://first: select 1']);
});

test('goes on with the credentials that Vault wrote last, and lets the others end', async () => {
  const database = new Database(file, open);
  await writeFile(file, 'postgresql://first');
  await database.check();
  await database.check();
  await writeFile(file, 'postgresql://second');
  await database.check();
  await database.close();
  assert.deepEqual(log, [
    'postgresql://first: select 1',
    'postgresql://first: select 1',
    'postgresql://first: end',
    'postgresql://second: select 1',
    'postgresql://second: end',
  ]);
});

test('is not there before Vault has written', async () => {
  await assert.rejects(new Database(join(directory, 'nothing'), open).check(), { code: 'ENOENT' });
});

test('says when nothing answers at the address', async () => {
  await writeFile(file, 'postgresql://somebody:secret@127.0.0.1:1/nothing');
  const database = new Database(file);
  await assert.rejects(database.check(), { code: 'ECONNREFUSED' });
  await database.close();
});
