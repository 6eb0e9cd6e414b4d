import { readDryRun } from './readDryRun';

const base64 = (content: string | Buffer) => Buffer.from(content).toString('base64');
const steps = [
  { id: 'code', name: 'Publish', action: 'publish:gitea' },
  { id: 'apps', name: 'Commit', action: 'greenroom:git:commit' },
  { id: 'policy', name: 'Ask', action: 'greenroom:policy:register' },
  { id: 'other', name: 'Publish', action: 'publish:github' },
];
const ran = (stepId: string, action: string, input: object) => ({
  body: {
    stepId,
    message: `\u001b[32minfo\u001b[39m: Running ${action} in dry-run mode with inputs (secrets redacted): ${JSON.stringify(input, undefined, 2)}`,
  },
});
const log = [
  ran('code', 'publish:gitea', { repoUrl: 'git.example?owner=shop&repo=pay', sourcePath: './code' }),
  ran('apps', 'greenroom:git:commit', {
    repository: 'https://git.example/platform/applications',
    sourcePath: 'code/apps/',
    targetPath: 'clusters',
  }),
  ran('policy', 'greenroom:policy:register', {
    repository: 'https://git.example/platform/config.git',
    name: 'pay',
    sourcePath: 'policy/pay.yaml',
  }),
];
const read = (directoryContents: { path: string; base64Content: string; executable?: boolean }[]) =>
  readDryRun({ log, steps, directoryContents });

describe('readDryRun', () => {
  it('says of each file in which repository it would be, by the innermost folder', () => {
    const { files } = read([
      { path: 'code/run.sh', base64Content: base64('#!/bin/sh\n'), executable: true },
      { path: 'code/apps/eks/pay.yaml', base64Content: base64('kind: Application\n') },
      { path: 'policy/pay.yaml', base64Content: base64('ü') },
      { path: 'policy/other.yaml', base64Content: base64('x') },
      { path: 'codes/x', base64Content: base64('x') },
    ]);
    expect(files).toEqual([
      {
        repository: 'platform/applications',
        path: 'clusters/eks/pay.yaml',
        size: 18,
        content: 'kind: Application\n',
      },
      { repository: 'platform/config', path: 'promotions/pay.yaml', size: 2, content: 'ü' },
      { repository: 'shop/pay', path: 'run.sh', size: 10, executable: true, content: '#!/bin/sh\n' },
    ]);
  });

  it('tells steps that would run in sentences', () => {
    const { steps: told } = read([{ path: 'code/a', base64Content: base64('a') }]);
    expect(told.map(({ id, does }) => [id, does])).toEqual([
      ['code', 'Makes the repository shop/pay with 1 files'],
      ['apps', 'Commits 0 files to platform/applications'],
      ['policy', 'Asks platform/config for the approval policy by a change request'],
    ]);
  });

  it('marks what is no text, and what is too much', () => {
    const { files, leftOut } = read([
      { path: 'code/image.png', base64Content: base64(Buffer.from([0x89, 0x50, 0xff])) },
      { path: 'code/null', base64Content: base64('a\0b') },
      { path: 'code/large', base64Content: base64('x'.repeat(128 * 1024 + 1)) },
    ]);
    expect(files.map(({ path, left, content }) => [path, left, content])).toEqual([
      ['image.png', 'binary', undefined],
      ['large', 'too-large', undefined],
      ['null', 'binary', undefined],
    ]);
    expect(leftOut).toBe(0);
    const many = Array.from({ length: 510 }, (_, index) => ({
      path: `code/${index}`,
      base64Content: base64('x'),
    }));
    expect(read(many)).toMatchObject({ leftOut: 10, files: { length: 500 } });
    const heavy = Array.from({ length: 50 }, (_, index) => ({
      path: `code/${index}`,
      base64Content: base64('x'.repeat(120 * 1024)),
    }));
    const shown = read(heavy).files.filter(({ content }) => content !== undefined);
    expect(shown.length * 120 * 1024).toBeLessThanOrEqual(4 * 1024 * 1024);
    expect(shown.length).toBeGreaterThan(30);
  });

  it('reads nothing into a log that is not as it was', () => {
    const strange = [
      {
        body: {
          stepId: 'code',
          message: 'Running publish:gitea in dry-run mode with inputs (secrets redacted): {',
        },
      },
    ];
    const { files, steps: told } = readDryRun({
      log: strange,
      steps,
      directoryContents: [{ path: 'code/a', base64Content: base64('a') }],
    });
    expect(files).toEqual([]);
    expect(told).toEqual([
      { id: 'code', name: 'Publish', action: 'publish:gitea', does: 'Makes a repository' },
    ]);
  });
});
