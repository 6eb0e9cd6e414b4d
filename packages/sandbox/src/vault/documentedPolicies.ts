import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

// A server runs as one file, which lies elsewhere: the package is found by its name.
const documents = resolve(dirname(require.resolve('@greenroom/sandbox/package.json')), '../../docs/vault');

/** The policies that the documentation tells an administrator to give: the portal's identities have the same ones. */
export function documentedPolicies(): Record<string, string> {
  const policy = (name: string) => readFileSync(resolve(documents, `${name}.hcl`), 'utf8');
  return { 'greenroom-viewer': policy('viewer'), 'greenroom-operator': policy('operator') };
}
