import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keys and certificates made for these tests only, for 127.0.0.1 and localhost, valid for a hundred years. */
export function tlsFile(
  name: 'ca.crt' | 'server.crt' | 'server.key' | 'client.crt' | 'client.key' | 'other.crt',
) {
  return join(__dirname, '..', '__fixtures__', 'tls', name);
}

export function tlsText(name: Parameters<typeof tlsFile>[0]): string {
  return readFileSync(tlsFile(name), 'utf8');
}
