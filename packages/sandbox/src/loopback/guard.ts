import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was meant for us. A page of another site can make a browser connect to 127.0.0.1 under its own name
 * (DNS rebinding): the address is then right and only the Host header tells.
 */
export function isOwnHost(request: IncomingMessage, hosts: string[]): boolean {
  return hosts.includes(request.headers.host?.toLowerCase() ?? '');
}

/** The names under which a loopback port is rightly called. */
export function loopbackHosts(port: number): string[] {
  return [`localhost:${port}`, `127.0.0.1:${port}`];
}
