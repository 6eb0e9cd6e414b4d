// npm run --silent token -- <person>: a portal token for one of the sandbox's demo people, through the sign-in over HTTP.
import { demoPeople, portalUrl } from './portal.mjs';
import { main, Plain, say } from './terminal.mjs';

/** Cookies by origin, as far as this sign-in needs them: name, value, path. */
class Cookies {
  #kept = [];

  keep(url, response) {
    for (const line of response.headers.getSetCookie()) {
      const [pair, ...attributes] = line.split(';').map(part => part.trim());
      const [name, ...value] = pair.split('=');
      const path = attributes.find(attribute => /^path=/i.test(attribute))?.slice(5) ?? '/';
      this.#kept = this.#kept.filter(cookie => cookie.name !== name || cookie.path !== path);
      if (value.join('=') === '') {
        continue;
      }
      this.#kept.push({ name, value: value.join('='), path, host: new URL(url).hostname });
    }
  }

  for(url) {
    const { hostname, pathname } = new URL(url);
    return this.#kept
      .filter(cookie => cookie.host === hostname && pathname.startsWith(cookie.path))
      .map(cookie => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }
}

async function ask(cookies, url, options = {}) {
  const response = await fetch(url, {
    ...options,
    redirect: 'manual',
    headers: { ...options.headers, cookie: cookies.for(url) },
    signal: AbortSignal.timeout(15_000),
  }).catch(() => {
    throw new Plain(`${new URL(url).origin} does not answer: is Greenroom running (npm start)?`);
  });
  cookies.keep(url, response);
  return response;
}

/** Follows redirects up to the first page or to the address that `until` accepts. */
async function follow(cookies, start, until) {
  let url = start;
  for (let hop = 0; hop < 12; hop += 1) {
    const response = await ask(cookies, url);
    const next = response.headers.get('location');
    if (!next || until?.(new URL(next, url).href)) {
      return { url, response, next };
    }
    url = new URL(next, url).href;
  }
  throw new Plain('The sign-in sent us round in circles.');
}

export async function token(person) {
  const cookies = new Cookies();
  const auth = `${portalUrl}/api/auth/oidc`;
  const query = new URLSearchParams({
    env: 'sandbox',
    scope: 'openid profile email offline_access',
    flow: 'redirect',
    redirectUrl: `${portalUrl}/`,
  });
  const { url, response } = await follow(cookies, `${auth}/start?${query}`);
  const csrf = /name="csrf"\s+value="([^"]+)"/.exec(await response.text())?.[1];
  if (!csrf) {
    throw new Plain(
      `The sign-in page at ${new URL(url).origin} is not the sandbox's: tokens by script are for the sandbox only.`,
    );
  }
  const picked = await ask(cookies, `${url}/pick`, {
    method: 'POST',
    body: new URLSearchParams({ csrf, person }),
  });
  await follow(
    cookies,
    new URL(picked.headers.get('location'), url).href,
    next => next.startsWith(`${portalUrl}/?`) || next === `${portalUrl}/`,
  );
  const session = await ask(cookies, `${auth}/refresh?env=sandbox`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  if (!session.ok) {
    throw new Plain(
      `The portal did not accept the sign-in of ${person}: ${(await session.text()).slice(0, 300)}`,
    );
  }
  return (await session.json()).backstageIdentity.token;
}

/**
 * Resolves when the demo people can sign in: a new portal answers before its catalog has read who there is.
 * Throws what kept the first of them out, when that lasts.
 */
export async function untilPeopleMayEnter(patienceMs = 60_000) {
  const deadline = Date.now() + patienceMs;
  const [{ id }] = demoPeople();
  for (;;) {
    try {
      await token(id);
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => {
        setTimeout(resolve, 500);
      });
    }
  }
}

if (process.argv[2] === 'token') {
  await main(async () => {
    const person = process.argv[3];
    const known = demoPeople().map(({ id }) => id);
    if (!known.includes(person)) {
      throw new Plain(`Whose token? Use: npm run --silent token -- <${known.join('|')}>`);
    }
    say(await token(person));
  });
}
