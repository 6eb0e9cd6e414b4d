import { mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argoCdResources } from '../argocd/definitions';
import { ManualClock } from '../clock/ManualClock';
import { TestGit } from '../git/__testUtils__/TestGit';
import { ImageRegistry, registryHost } from '../images/ImageRegistry';
import { ObjectStore } from '../kubernetes';
import { ImageUpdater } from './ImageUpdater';
import { setImages } from './kustomization';
import { planOf } from './plan';
import { tagRule } from './tags';
import { WriteBack } from './WriteBack';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

const repository = `${registryHost}/storefront/wishlist`;
const [first, second, third] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
const prefix = 'argocd-image-updater.argoproj.io';
const annotations = {
  [`${prefix}/image-list`]: `service=${repository}`,
  [`${prefix}/service.update-strategy`]: 'newest-build',
  [`${prefix}/service.allow-tags`]: 'regexp:^[0-9a-f]{40}$',
  [`${prefix}/write-back-method`]: 'git',
  [`${prefix}/write-back-target`]: 'kustomization',
  [`${prefix}/git-branch`]: 'main',
};
const overlay = (tag: string) =>
  `# Of this place.\nresources: [../../base]\nimages:\n  - name: ${repository}\n    newTag: ${tag}\n  - name: other\n    newTag: v1 # stays\n`;
let git: TestGit;
let writeBack: WriteBack;
let number = 0;
const running: ImageUpdater[] = [];
beforeAll(async () => {
  git = await TestGit.start();
  const { url, password } = git.server;
  writeBack = new WriteBack({ url, username: 'greenroom', password });
});
afterEach(() => running.splice(0).forEach(updater => updater.stop()));
afterAll(() => git.stop());

const application = (name: string, path: string, repoURL: string, own: Record<string, string> = {}) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd', annotations: { ...annotations, ...own } },
  spec: {
    project: 'default',
    source: { repoURL, path, targetRevision: 'main' },
    destination: { server: 'https://kubernetes.default.svc', namespace: 'storefront' },
  },
});

/** A cluster with Applications on overlays of one deployment repository, and the updater at work. */
async function begin(files: Record<string, string>) {
  number += 1;
  const path = `storefront/wishlist-${number}-deploy`;
  const directory = await git.repository(path, files);
  const clock = new ManualClock();
  const registry = new ImageRegistry(() => clock.now());
  const api = new ObjectStore({ clock });
  api.create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } });
  const errors: string[] = [];
  const writes: Promise<unknown>[] = [];
  const updater = new ImageUpdater({
    api,
    clock,
    registry,
    writeBack: {
      write: (plan, wanted) => {
        const written = writeBack.write(plan, wanted);
        writes.push(written.catch(() => undefined));
        return written;
      },
    },
    onError: (_application, error) => errors.push(String(error)),
  });
  running.push(updater);
  updater.start();
  for (const definition of argoCdResources) {
    api.create('customresourcedefinitions.apiextensions.k8s.io', definition);
  }
  const pass = async (seconds = 1) => {
    clock.advance(seconds * 1_000);
    await Promise.all(writes);
    await new Promise(setImmediate);
  };
  const push = (tag: string) => registry.push({ repository, tag, release: 'good', commit: tag });
  const raw = async (file: string) => (await git.ask('GET', `/${path}/raw/branch/main/${file}`)).text;
  const pull = () => git.git(directory, 'pull', '--quiet', '--rebase', git.remote(path), 'main');
  return { api, path, url: `${git.server.url}/${path}`, directory, errors, pass, push, raw, pull };
}

it("writes a pushed tag into each overlay that follows it, in the real one's words", async () => {
  const files = {
    'overlays/dev/kustomization.yaml': overlay(first),
    'overlays/prod/kustomization.yaml': overlay(first),
  };
  const at = await begin(files);
  at.push(first);
  for (const name of ['dev', 'prod']) {
    at.api.create('applications.argoproj.io', application(`wishlist-${name}`, `overlays/${name}`, at.url));
  }
  await at.pass();
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(first));
  at.push(second);
  await at.pass();
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(second));
  expect(await at.raw('overlays/prod/kustomization.yaml')).toBe(overlay(second));
  await at.pull();
  const log = await git.git(at.directory, 'log', '-2', '--format=%an <%ae>%n%B');
  expect(log).toContain(
    'argocd-image-updater <noreply@argoproj.io>\nbuild: automatic update of wishlist-prod\n\n',
  );
  expect(log).toContain(`updates image storefront/wishlist tag '${first}' to '${second}'`);
  const events = at.api.list('events').map(({ reason, message }) => `${reason}: ${message}`);
  expect(events.sort()).toEqual([
    "ImagesUpdated: Successfully updated application 'wishlist-dev'",
    "ImagesUpdated: Successfully updated application 'wishlist-prod'",
  ]);
  expect(at.errors).toEqual([]);
});

it('writes the newest tag again over one that a person set back, unless its Application lets no tag in', async () => {
  const at = await begin({ 'overlays/dev/kustomization.yaml': overlay(first) });
  at.push(first);
  at.push(second);
  at.api.create('applications.argoproj.io', application('wishlist', 'overlays/dev', at.url));
  await at.pass();
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(second));
  const goBack = async () => {
    await at.pull();
    await git.commit(at.directory, { 'overlays/dev/kustomization.yaml': overlay(first) }, 'Back');
    await git.git(at.directory, 'push', '--quiet', git.remote(at.path), 'main');
  };
  await goBack();
  const key = { resource: 'applications.argoproj.io', namespace: 'argocd', name: 'wishlist' };
  const runs = (tag: string) =>
    at.api.patch(key, { status: { summary: { images: [`${repository}:${tag}`] } } });
  runs(first);
  await at.pass(110);
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(first));
  await at.pass(20);
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(second));
  const ignoring = (tags: string | null) =>
    at.api.patch(key, { metadata: { annotations: { [`${prefix}/service.ignore-tags`]: tags } } });
  ignoring('*');
  await goBack();
  for (let seconds = 0; seconds < 300; seconds += 60) await at.pass(60);
  at.push(third);
  await at.pass();
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(first));
  ignoring(null);
  await at.pass();
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(third));
});

it('does not read git where what runs is the newest', async () => {
  const at = await begin({ 'overlays/dev/kustomization.yaml': overlay(first) });
  at.push(second);
  at.api.create('applications.argoproj.io', {
    ...application('wishlist', 'overlays/dev', 'https://git.example/a/b'),
    status: { summary: { images: [`${repository}:${second}`] } },
  });
  await at.pass(130);
  expect(at.errors).toEqual([]);
});

it('says why it cannot, and tries again', async () => {
  const at = await begin({ 'overlays/dev/kustomization.yaml': overlay(first) });
  at.push(second);
  at.api.create(
    'applications.argoproj.io',
    application('elsewhere', 'overlays/dev', 'https://git.example/a/b'),
  );
  at.api.create('applications.argoproj.io', application('empty', 'overlays/none', at.url));
  const argocd = { [`${prefix}/write-back-method`]: 'argocd' };
  at.api.create('applications.argoproj.io', application('api', 'overlays/dev', at.url, argocd));
  git.server.faults.inject({ fault: 'refuse-push' });
  at.api.create('applications.argoproj.io', application('wishlist', 'overlays/dev', at.url));
  await at.pass();
  expect(at.errors.sort()).toEqual([
    expect.stringContaining('GitError: git push: remote: Repository is read only'),
    expect.stringContaining('could not find kustomization in overlays/none'),
    "SandboxError: https://git.example/a/b is not at the sandbox's git host.",
    expect.stringContaining('UnfollowedError: write-back-method argocd'),
  ]);
  expect(at.errors.join()).not.toContain(git.server.password);
  git.server.faults.clear();
  await at.pass(121);
  expect(await at.raw('overlays/dev/kustomization.yaml')).toBe(overlay(second));
});

it('never follows a link that was pushed', async () => {
  const outside = join(mkdtempSync(join(tmpdir(), 'outside-')), 'kustomization.yaml');
  writeFileSync(outside, overlay(first));
  const at = await begin({ 'README.md': 'x' });
  symlinkSync(outside, join(at.directory, 'kustomization.yaml'));
  await git.commit(at.directory, {}, 'A link');
  await git.git(at.directory, 'push', '--quiet', git.remote(at.path), 'main');
  at.push(second);
  at.api.create('applications.argoproj.io', application('linked', '.', at.url));
  await at.pass();
  expect(readFileSync(outside, 'utf8')).toBe(overlay(first));
});

describe('a kustomization', () => {
  const image = { repository, name: repository, named: false, rule: tagRule({ strategy: 'newest-build' }) };
  const pushed = { repository, tag: second, digest: 'sha256:1', release: 'good' as const, pushedAt: '' };

  it('gets its images where it has none', () => {
    const { text, changes } = setImages('resources: [a.yaml]\n', [{ image, pushed }]);
    expect(text).toBe(`resources: [a.yaml]\nimages:\n  - name: ${repository}\n    newTag: ${second}\n`);
    expect(changes).toEqual([{ image, before: '', after: second }]);
  });

  it('gets the digest where that is followed, and the name where it was said', () => {
    const digest = { ...image, name: 'app', named: true, rule: tagRule({ strategy: 'digest' }) };
    const { text } = setImages('images:\n  - name: app\n    newTag: v1\n', [{ image: digest, pushed }]);
    expect(text).toBe(`images:\n  - name: app\n    newName: ${repository}\n    digest: sha256:1\n`);
  });

  it('stays as it is where nothing changes', () => {
    const text = overlay(second);
    expect(setImages(text, [{ image: { ...image, named: true }, pushed }])).toEqual({ text, changes: [] });
  });
});

it.each([
  ['kustomization', 'overlays/dev'],
  ['kustomization:../../base', 'base'],
  ['kustomization:/apps/one/', 'apps/one'],
])('the target %s is the directory %s', (target, directory) => {
  const stored = application('a', 'overlays/dev', 'http://x/y/z', {
    [`${prefix}/write-back-target`]: target,
  });
  const metadata = { ...stored.metadata, uid: '1', creationTimestamp: '', resourceVersion: '1' };
  expect(planOf({ ...stored, metadata })).toMatchObject({ directory, branch: 'main' });
});

it.each([
  [{ allow: 'regexp:^v' }, ['v1', 'v2'], ['x']],
  [{ ignore: '*-rc, old?' }, ['v1'], ['v1-rc', 'old1']],
  [{ allow: 'regexp:(' }, [], ['v1']],
])('tags by %j', (settings, yes, no) => {
  const { allowed } = tagRule(settings);
  expect(yes.filter(tag => !allowed(tag))).toEqual([]);
  expect(no.filter(allowed)).toEqual([]);
});
