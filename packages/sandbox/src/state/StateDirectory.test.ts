import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { kubeconfig } from './kubeconfig';
import { newPassword, newSecret } from './secrets';
import { StateDirectory } from './StateDirectory';

const base = mkdtempSync(join(tmpdir(), 'sandbox-state-'));
const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);

it('is readable by this user only, and so is every file', () => {
  const state = StateDirectory.open(join(base, 'new', 'deep'));
  expect(mode(state.path)).toBe('700');
  expect(mode(state.write('kubeconfig', 'x'))).toBe('600');
  expect(mode(state.write('tokens/eks-prod', 'x'))).toBe('600');
  expect(mode(state.file('tokens'))).toBe('700');
  expect(readdirSync(state.path).sort()).toEqual(['kubeconfig', 'tokens']);
});

it('closes a directory that was open', () => {
  const path = mkdtempSync(join(base, 'open-'));
  expect(mode(StateDirectory.open(path).path)).toBe('700');
});

it('keeps what was made once', () => {
  const path = join(base, 'kept');
  const made = StateDirectory.open(path).keep('session-secret', newSecret);
  expect(StateDirectory.open(path).keep('session-secret', newSecret)).toBe(made);
  expect(made).toHaveLength(43);
});

it('says in one sentence why it cannot write', () => {
  const file = join(base, 'a-file');
  writeFileSync(file, '');
  expect(() => StateDirectory.open(file)).toThrow(/^The sandbox cannot write .*a-file: .*file.*\.$/);
  expect(() => StateDirectory.open(join(file, 'below'))).toThrow(/a part of the path is a file/);
});

it('makes passwords that differ and can be typed', () => {
  const passwords = Array.from({ length: 50 }, newPassword);
  expect(new Set(passwords).size).toBe(50);
  for (const password of passwords)
    expect(password).toMatch(/^[a-km-np-z2-9]{4}-[a-km-np-z2-9]{4}-[a-km-np-z2-9]{4}$/);
});

it('writes a kubeconfig that stands on its own', () => {
  const entry = {
    name: 'eks-prod',
    server: 'https://127.0.0.1:7021',
    certificateAuthority: 'PEM',
    token: 't',
  };
  const written = parse(kubeconfig('portal', [entry]));
  expect(written).toMatchObject({
    'current-context': 'eks-prod',
    clusters: [{ name: 'eks-prod', cluster: { 'certificate-authority-data': 'UEVN' } }],
    users: [{ name: 'portal@eks-prod', user: { token: 't' } }],
    contexts: [{ name: 'eks-prod', context: { cluster: 'eks-prod', user: 'portal@eks-prod' } }],
  });
});
