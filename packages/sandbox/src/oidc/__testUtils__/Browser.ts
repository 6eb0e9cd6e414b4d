import { request, type IncomingHttpHeaders } from 'node:http';

export interface Sent {
  method: string;
  headers?: Record<string, string>;
  form?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** One request on a connection of its own: nothing is kept over a restart of the server. */
export function send(url: string, { method, headers, form }: Sent): Promise<Answer> {
  const body = form && new URLSearchParams(form).toString();
  const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
  return new Promise((resolve, reject) => {
    request(url, { method, agent: false, headers: { ...type, ...headers } }, async response => {
      const text = await response.setEncoding('utf8').reduce((all: string, part: string) => all + part, '');
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
    })
      .on('error', reject)
      .end(body);
  });
}

interface Cookie {
  value: string;
  path: string;
}

export interface Page extends Answer {
  url: string;
}

/** As much of a browser as a sign-in needs: cookies by path, redirects up to the portal's door. */
export class Browser {
  private readonly cookies = new Map<string, Cookie>();

  get(url: string): Promise<Page> {
    return this.go(url, { method: 'GET' });
  }

  post(url: string, form: Record<string, string>): Promise<Page> {
    return this.go(url, { method: 'POST', form });
  }

  private async go(url: string, sent: Sent): Promise<Page> {
    const answer = await send(url, { ...sent, headers: { cookie: this.cookieFor(url) } });
    this.keep(answer.headers['set-cookie'] ?? [], url);
    const { location } = answer.headers;
    if (!location) return { url, ...answer };
    const next = new URL(location, url);
    if (next.host !== new URL(url).host) return { ...answer, url: next.href, body: '' };
    return this.go(next.href, { method: 'GET' });
  }

  private cookieFor(url: string): string {
    const { pathname } = new URL(url);
    return [...this.cookies]
      .filter(([, { path }]) => pathname.startsWith(path))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  private keep(lines: string[], url: string) {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/; */);
      const [name = '', value = ''] = pair.split('=', 2);
      const path = attributes.find(text => text.toLowerCase().startsWith('path='))?.slice(5);
      if (value) this.cookies.set(name, { value, path: path ?? new URL(url).pathname });
      else this.cookies.delete(name);
    }
  }
}
