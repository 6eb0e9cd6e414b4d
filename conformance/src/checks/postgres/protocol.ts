import { connect } from 'node:net';
import { once } from 'node:events';
import { expect } from 'expect';
import { Client } from 'pg';
import { ask, refused, session } from '../../postgres/asking';
import type { PostgresCheck, PostgresTarget } from '../../postgres/PostgresTarget';

const nothing = () => Promise.resolve();

function signingIn({ primary }: PostgresTarget, user: string, password: string, database = 'postgres') {
  return refused(session(primary, { user, password }, nothing, { database }));
}

/** One packet without a kind. */
function packet(...words: number[]): Buffer {
  const bytes = Buffer.alloc(4 * (words.length + 1));
  [bytes.length, ...words].forEach((word, index) => bytes.writeInt32BE(word, index * 4));
  return bytes;
}

export const protocolChecks: readonly PostgresCheck[] = [
  {
    id: 'postgres/sign-in',
    title:
      'a wrong password and an unknown account are the same refusal; unknown databases and settings are others',
    async run(target) {
      const { user, password } = target.monitor;
      const wrong = (name: string) => ({
        code: '28P01',
        severity: 'FATAL',
        message: `password authentication failed for user "${name}"`,
      });
      expect(await signingIn(target, user, 'not it')).toEqual(wrong(user));
      expect(await signingIn(target, 'conformance_nobody', 'x')).toEqual(wrong('conformance_nobody'));
      expect(await signingIn(target, user, password, 'conformance_none')).toEqual({
        code: '3D000',
        severity: 'FATAL',
        message: 'database "conformance_none" does not exist',
      });
      const odd = session(target.primary, target.monitor, nothing, { options: '-c conformance=1' });
      expect(await refused(odd)).toMatchObject({ code: '42704', severity: 'FATAL' });
    },
  },
  {
    id: 'postgres/encryption',
    title: 'a request for TLS is answered before anything else, one in another protocol refused',
    async run({ primary: { host, port } }) {
      const socket = connect(port, host);
      socket.write(packet(80_877_103));
      const [answer] = await once(socket, 'data');
      expect(['N', 'S']).toContain(String(answer));
      socket.destroy();
      const old = connect(port, host);
      old.write(packet(4 << 16));
      const [refusal] = await once(old, 'data');
      expect(String(refusal)).toContain(
        'C0A000\0Munsupported frontend protocol 4.0: server supports 3.0 to 3.0',
      );
      old.destroy();
    },
  },
  {
    id: 'postgres/extended',
    title: 'statements with values: types from where a value stands, names, errors up to the next Sync',
    async run({ primary, monitor }) {
      await session(primary, monitor, async client => {
        const values = ['v-%', '3', 'postgres'];
        const text = `select count(*) from pg_stat_activity where usename like $1 or pid = $2`;
        expect((await ask(client, { text, values: ['nobody-%', '0'] })).rows).toEqual([['0']]);
        const named = { name: 'sum', text: 'select $1::int + 1 as n', values: ['41'] };
        expect(await ask(client, named)).toEqual({ columns: [['n', 23]], rows: [['42']] });
        expect(await ask(client, { ...named, values: ['1'] })).toEqual({
          columns: [['n', 23]],
          rows: [['2']],
        });
        const wrong = refused(ask(client, { text: 'select $1::int', values: ['x'] }));
        expect(await wrong).toMatchObject({ code: '22P02' });
        const echoed = { text: 'select $1, $2::int, datname from pg_database where datname = $3', values };
        expect((await ask(client, echoed)).rows).toEqual([['v-%', '3', 'postgres']]);
        const two = refused(ask(client, { text: 'select $1; select 2', values: ['1'] }));
        expect(await two).toMatchObject({ code: '42601' });
      });
    },
  },
  {
    id: 'postgres/simple',
    title:
      'several statements in one query are answered one after the other, and none when one cannot be read',
    async run({ primary, monitor }) {
      await session(primary, monitor, async client => {
        const results: unknown = await client.query('select 1 as a; select 2 as b');
        expect(results).toMatchObject([{ rows: [{ a: 1 }] }, { rows: [{ b: 2 }] }]);
        expect(await refused(client.query('select 1; selec'))).toMatchObject({ code: '42601' });
        expect(await client.query('')).toMatchObject({ rows: [] });
        expect((await ask(client, 'show application_name')).rows).toEqual([['']]);
        expect(await client.query("set application_name = 'conformance'")).toMatchObject({ command: 'SET' });
        expect((await ask(client, 'show application_name')).rows).toEqual([['conformance']]);
        await client.query('set statement_timeout = 90000');
        expect((await ask(client, 'show statement_timeout')).rows).toEqual([['90s']]);
      });
    },
  },
  {
    id: 'postgres/cancel',
    title: 'another connection ends a statement by its process and secret',
    async run({ primary: { host, port }, monitor }) {
      const client = new Client({ host, port, ...monitor, database: 'postgres' });
      client.on('error', () => undefined);
      await client.connect();
      const sleeping = refused(client.query('select pg_sleep(20)'));
      const { processID, secretKey } = keysOf(client);
      const other = connect(port, host);
      other.write(packet(80_877_102, processID, secretKey));
      expect(await sleeping).toMatchObject({
        code: '57014',
        message: 'canceling statement due to user request',
      });
      expect((await ask(client, 'select 1')).rows).toEqual([['1']]);
      other.destroy();
      await client.end();
    },
  },
];

/** The driver keeps them for itself, and its types do not say so. */
function keysOf(client: object): { processID: number; secretKey: number } {
  const { processID, secretKey }: { processID?: unknown; secretKey?: unknown } = client;
  return { processID: Number(processID), secretKey: Number(secretKey) };
}
