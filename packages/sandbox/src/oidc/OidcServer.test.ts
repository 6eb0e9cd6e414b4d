import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateDirectory } from '../state/StateDirectory';
import { Browser, send } from './__testUtils__/Browser';
import { OidcServer } from './OidcServer';

const portal = 'http://localhost:7007';
const redirectUri = `${portal}/api/auth/oidc/handler/frame`;

let state: StateDirectory;
let server: OidcServer;
let browser: Browser;

beforeEach(async () => {
  state = StateDirectory.open(mkdtempSync(join(tmpdir(), 'sandbox-oidc-')));
  server = await OidcServer.start({ port: 0, portal, state });
  browser = new Browser();
});
afterEach(() => server.stop());

function authorizeUrl(extra: Record<string, string> = {}) {
  const query = new URLSearchParams({
    client_id: server.settings.clientId,
    response_type: 'code',
    redirect_uri: redirectUri,
    scope: 'openid profile email',
    state: 'xyz',
    ...extra,
  });
  return `${server.settings.issuer}/auth?${query}`;
}

/** To the portal's door: the code it is handed. */
async function follow(form: string, fields: Record<string, string>, extra?: Record<string, string>) {
  const page = await browser.get(authorizeUrl(extra));
  const csrf = /name="csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return { page, end: await browser.post(`${page.url}/${form}`, { csrf, ...fields }), csrf };
}

async function token(form: Record<string, string>) {
  const { clientId, clientSecret, issuer } = server.settings;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const { status, body } = await send(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization },
    form,
  });
  return { status, body: JSON.parse(body) };
}

async function userinfo(accessToken: string) {
  const headers = { authorization: `Bearer ${accessToken}` };
  const { body } = await send(`${server.settings.issuer}/me`, { method: 'GET', headers });
  return JSON.parse(body);
}

function codeOf(end: { url: string }): string {
  expect(end.url.startsWith(redirectUri)).toBe(true);
  return new URL(end.url).searchParams.get('code') ?? '';
}

async function signIn(person: string, extra?: Record<string, string>) {
  const { end } = await follow('pick', { person }, extra);
  return codeOf(end);
}

function exchange(code: string, extra: Record<string, string> = {}) {
  return token({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, ...extra });
}

describe('the account picker', () => {
  it('names every demo person and signs in by one click', async () => {
    const { page, end } = await follow('pick', { person: 'ada' });
    for (const name of ['Ada', 'Ben', 'Chen', 'Dana', 'Eli']) expect(page.body).toContain(name);
    expect(page.body).not.toContain('<script');
    const { status, body } = await exchange(codeOf(end));
    expect(status).toBe(200);
    expect(await userinfo(body.access_token)).toEqual({
      sub: 'ada',
      email: 'ada@greenroom.example',
      email_verified: true,
      name: 'Ada Moreau',
      preferred_username: 'ada',
    });
  });

  it('styles its page under its own content security policy', async () => {
    const page = await browser.get(authorizeUrl());
    const style = /<style>([\s\S]*?)<\/style>/.exec(page.body)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers['content-security-policy']).toContain(`'sha256-${hash}'`);
  });

  it('asks again at the next sign-in and says who is signed in', async () => {
    await signIn('ben');
    const page = await browser.get(authorizeUrl());
    expect(page.url).toContain('/interaction/');
    expect(page.body).toMatch(/Ben Okafor<span class="here">/);
  });

  it('answers prompt=none from the session', async () => {
    const before = await browser.get(authorizeUrl({ prompt: 'none' }));
    expect(new URL(before.url).searchParams.get('error')).toBe('login_required');
    await signIn('ben');
    const after = await browser.get(authorizeUrl({ prompt: 'none' }));
    expect(codeOf(after)).not.toBe('');
  });

  it('refuses a form without its token, and a token used twice', async () => {
    const page = await browser.get(authorizeUrl());
    const forged = await browser.post(`${page.url}/pick`, { person: 'dana' });
    expect(forged.status).toBe(403);
    const csrf = /name="csrf" value="([^"]+)"/.exec(forged.body)?.[1] ?? '';
    const nobody = await browser.post(`${page.url}/pick`, { csrf, person: 'mallory' });
    expect(nobody.status).toBe(401);
    const again = await browser.post(`${page.url}/pick`, { csrf, person: 'dana' });
    expect(again.status).toBe(403);
  });

  it('refuses another browser that knows the address', async () => {
    const page = await browser.get(authorizeUrl());
    const stranger = await new Browser().get(page.url);
    expect(stranger.status).toBe(400);
    expect(stranger.body).not.toContain('csrf');
  });
});

describe('the password form', () => {
  const passwordOf = (id: string) => server.accounts.find(account => account.id === id)?.password ?? '';

  it('signs in with the password of today, by name or e-mail', async () => {
    const { end } = await follow('password', { user: 'Chen', password: passwordOf('chen') });
    expect(codeOf(end)).not.toBe('');
    const byMail = await follow('password', { user: 'eli@greenroom.example', password: passwordOf('eli') });
    expect(byMail.end.status).not.toBe(401);
  });

  it('refuses a wrong one and one of somebody else, and keeps the name typed', async () => {
    for (const password of ['', 'wrong', passwordOf('ben')]) {
      const { end } = await follow('password', { user: 'ada', password });
      expect(end.status).toBe(401);
      expect(end.body).toContain('value="ada"');
      expect(end.body).toContain('role="alert"');
    }
  });

  it('has other passwords at the next start', async () => {
    const old = passwordOf('ada');
    await server.stop();
    server = await OidcServer.start({ port: 0, portal, state });
    expect(passwordOf('ada')).not.toBe(old);
  });

  it('writes foreign text as text', async () => {
    const { end } = await follow('password', { user: '"><script>alert(1)</script>', password: 'x' });
    expect(end.body).toContain('&lt;script&gt;');
    expect(end.body).not.toContain('<script>');
  });
});

describe('tokens', () => {
  it('refresh, also after a restart of the sandbox', async () => {
    const first = await exchange(await signIn('ada'));
    const port = Number(new URL(server.settings.issuer).port);
    await server.stop();
    server = await OidcServer.start({ port, portal, state });
    const second = await token({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token });
    expect(second.status).toBe(200);
    expect(await userinfo(second.body.access_token)).toMatchObject({ sub: 'ada' });
    const page = await browser.get(authorizeUrl());
    expect(page.body).toMatch(/Ada Moreau<span class="here">/);
  });

  it('a code is good once', async () => {
    const code = await signIn('ada');
    expect((await exchange(code)).status).toBe(200);
    expect((await exchange(code)).body).toMatchObject({ error: 'invalid_grant' });
  });

  it('a code challenge is kept to', async () => {
    const verifier = 'a-verifier-that-is-long-enough-to-be-one-by-the-rules';
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const extra = { code_challenge: challenge, code_challenge_method: 'S256' };
    expect((await exchange(await signIn('ada', extra))).status).toBe(400);
    expect((await exchange(await signIn('ada', extra), { code_verifier: verifier })).status).toBe(200);
  });

  it('end with the sign-out page', async () => {
    const first = await exchange(await signIn('ada'));
    const page = await browser.get(`${server.settings.issuer}/session/end`);
    expect(page.body).toContain('Sign out of the sandbox?');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const end = await browser.post(`${server.settings.issuer}/session/end/confirm`, { xsrf, logout: 'yes' });
    expect(end.body).toContain('You are signed out');
    const again = await token({ grant_type: 'refresh_token', refresh_token: first.body.refresh_token });
    expect(again.body).toMatchObject({ error: 'invalid_grant' });
  });
});

it('answers under its own name only', async () => {
  const { port } = new URL(server.settings.issuer);
  const url = `http://127.0.0.1:${port}/.well-known/openid-configuration`;
  const statusAs = async (host: string) => (await send(url, { method: 'GET', headers: { host } })).status;
  expect(await statusAs(`localhost:${port}`)).toBe(200);
  expect(await statusAs('evil.example')).toBe(421);
  expect(await statusAs(`evil.example:${port}`)).toBe(421);
});

it('says which port is taken', async () => {
  const port = Number(new URL(server.settings.issuer).port);
  await expect(OidcServer.start({ port, portal, state })).rejects.toThrow(
    `Port ${port}, wanted for sign-in, is taken by another program.`,
  );
});

it('keeps its files to this user', async () => {
  await exchange(await signIn('ada'));
  const files = readdirSync(state.path).sort();
  expect(files).toEqual(expect.arrayContaining(['oidc-client-secret', 'oidc-keys.json', 'oidc.sqlite']));
  for (const file of files) expect([file, statSync(state.file(file)).mode & 0o077]).toEqual([file, 0]);
});
