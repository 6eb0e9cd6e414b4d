import { gunzipSync } from 'node:zlib';
import express from 'express';
import request from 'supertest';
import { JsonDocument } from './JsonDocument';
import { sendReply } from './sendReply';

const value = { rows: Array.from({ length: 500 }, (_, n) => ({ name: `row ${n}` })) };

function serve(document: JsonDocument) {
  const app = express();
  app.get('/', (req, res) => sendReply(req, res, { document }));
  return (encoding: string) => request(app).get('/').set('accept-encoding', encoding);
}

it('is compressed once for all who take it so', async () => {
  const document = JsonDocument.of(value);
  const get = serve(document);
  const [one, two] = [await get('gzip, br'), await get('gzip')];
  expect([one.headers['content-encoding'], one.headers.vary]).toEqual(['gzip', 'accept-encoding']);
  expect(one.body).toEqual(value);
  expect(two.body).toEqual(value);
  expect(await document.compressed()).toBe(await document.compressed());
  expect(gunzipSync(await document.compressed()).toString()).toBe(document.json);
});

it('is sent as it is to those who do not, and where it is short', async () => {
  const plain = await serve(JsonDocument.of(value))('identity');
  expect([plain.headers['content-encoding'], plain.body]).toEqual([undefined, value]);
  const short = await serve(JsonDocument.of({ rows: [] }))('gzip');
  expect([short.headers['content-encoding'], short.body]).toEqual([undefined, { rows: [] }]);
});

it('has the same tag however it is sent, and is not sent to whoever has it', async () => {
  const document = JsonDocument.of(value);
  const get = serve(document);
  const { headers } = await get('gzip');
  expect(headers.etag).toBe(document.etag);
  expect((await get('identity')).headers.etag).toBe(document.etag);
  expect((await get('gzip').set('if-none-match', document.etag)).status).toBe(304);
});
