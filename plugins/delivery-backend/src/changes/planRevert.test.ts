import type { GitFile } from '@greenroom/git-access';
import type { Application } from '@greenroom/plugin-delivery-common';
import { read } from '../__testUtils__/applications';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import { planRevert } from './planRevert';

type Tree = Record<string, string>;

const repository = (trees: Record<string, Tree>, kinds: Record<string, GitFile['kind']> = {}) =>
  new FakeRepository(trees, 'head', kinds);

function application(
  changes: Partial<Application> = {},
  source = { path: './apps/prod/', branch: 'main' },
): Application {
  const repo = { repository: 'git.example/shop/app', ...source };
  return { ...read('40-automated-healthy'), source: repo, ...changes };
}

const kustomization =
  'resources:\n  - ../../base\n  - rollout.yaml\npatches: [{ path: ../../shared/limits.yaml }]\n';
const then: Tree = {
  'apps/prod/kustomization.yaml': kustomization,
  'apps/prod/rollout.yaml': 'v1',
  'apps/prod/gone.yaml': 'was here',
  'base/service.yaml': 'a',
  'shared/limits.yaml': 'same',
};
const head: Tree = {
  'apps/prod/kustomization.yaml': kustomization,
  'apps/prod/rollout.yaml': 'v2',
  'apps/prod/new.yaml': 'is new',
  'apps/staging/rollout.yaml': 'v3',
  'base/service.yaml': 'b',
  'shared/limits.yaml': 'same',
};

describe('planRevert', () => {
  it('brings back the files of the folder and no others, and says what is left as it is', async () => {
    const { preview, files } = await planRevert(repository({ then, head }), application(), 'then');
    expect(files).toEqual([
      { path: 'apps/prod/gone.yaml', content: 'was here' },
      { path: 'apps/prod/new.yaml', deleted: true },
      { path: 'apps/prod/rollout.yaml', content: 'v1' },
    ]);
    expect(preview).toMatchObject({
      path: 'apps/prod',
      into: 'main',
      head: { sha: 'head' },
      toRevision: { sha: 'then', url: 'https://git.example.test/shop/app/commit/then' },
      files: [
        { change: 'added' },
        { change: 'removed', before: 'is new' },
        { change: 'changed', before: 'v2', after: 'v1' },
      ],
      notes: ['base has changed since then too, and this does not bring it back: it is outside apps/prod.'],
    });
  });

  it('goes into the default branch where that is what is followed', async () => {
    const of = application({}, { path: 'apps/prod', branch: 'HEAD' });
    const { preview } = await planRevert(
      repository({ then, head: { ...head, 'base/service.yaml': 'a' } }),
      of,
      'then',
    );
    expect([preview.into, preview.notes]).toEqual(['main', []]);
  });

  it.each<[string, Tree, Application, Record<string, GitFile['kind']>, string]>([
    ['what is so already', then, application(), {}, 'there is nothing to go back to in git'],
    ['a folder that was not there', {}, application(), {}, 'was no folder'],
    [
      'a link',
      { ...then, 'apps/prod/l': 'x' },
      application(),
      { 'apps/prod/l': 'symlink' },
      'is a link or a submodule',
    ],
    [
      'too much',
      Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`apps/prod/${index}`, 'x'])),
      application(),
      {},
      'no more than 100',
    ],
    ['a tag', then, application({}, { path: 'apps/prod', branch: 'v1.0' }), {}, 'v1.0 is no branch'],
  ])('does not bring back %s', async (what, before, of, kinds, message) => {
    const now = what === 'what is so already' ? then : head;
    await expect(planRevert(repository({ then: before, head: now }, kinds), of, 'then')).rejects.toThrow(
      message,
    );
  });
});
