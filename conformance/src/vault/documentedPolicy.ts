import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(__dirname, '../../../docs/vault');

/** What the documentation says is enough to look at leases. @param mount of the database engine */
export function viewerPolicy(mount: string): string {
  return readFileSync(resolve(folder, 'viewer.hcl'), 'utf8').replaceAll('database/', `${mount}/`);
}

/** What the documentation says is enough to renew and revoke leases. */
export function operatorPolicy(): string {
  return readFileSync(resolve(folder, 'operator.hcl'), 'utf8');
}
