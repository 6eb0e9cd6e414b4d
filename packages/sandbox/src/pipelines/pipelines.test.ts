import { ManualClock } from '../clock/ManualClock';
import { TestGit } from '../git/__testUtils__/TestGit';
import { ImageRegistry, registryHost } from '../images/ImageRegistry';
import { BuildspecError, readBuildspec } from './buildspec';
import { markersOf } from './markers';
import type { PipelineRun } from './PipelineRun';
import { Pipelines } from './Pipelines';

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

const buildspec = [
  'version: 0.2',
  'phases:',
  '  pre_build: { commands: [docker login] }',
  '  build: { commands: [npm test, docker build .] }',
  '  post_build: { commands: [docker push] }',
  '',
].join('\n');
const sonar = { 'sonar-project.properties': 'sonar.projectKey=x\n' };

let git: TestGit;
let clock: ManualClock;
let registry: ImageRegistry;
let pipelines: Pipelines;
let taken: Promise<PipelineRun | undefined>[];
let number = 0;

beforeAll(async () => {
  git = await TestGit.start();
});
afterAll(() => git.stop());
beforeEach(() => {
  clock = new ManualClock();
  registry = new ImageRegistry(() => clock.now());
  pipelines = new Pipelines({ clock, registry, url: git.server.url });
  taken = [];
});

/** A repository of its own, with what was pushed to it taken by the pipelines. */
async function pushed(files: Record<string, string>, message = 'Begin') {
  number += 1;
  const path = `storefront/service-${number}`;
  await git.api('POST', '/orgs/storefront/repos', { name: `service-${number}` });
  const end = git.server.onPush(push => taken.push(pipelines.take(push)));
  const directory = await git.workspace(files, message);
  const remote = git.remote(path);
  await git.git(directory, 'push', '--quiet', remote, 'main');
  const push = async () => {
    await git.git(directory, 'push', '--quiet', '--force', remote, 'HEAD');
    return run();
  };
  const run = async () => (await Promise.all(taken)).at(-1);
  return {
    path,
    directory,
    push,
    run: await run(),
    head: await git.git(directory, 'rev-parse', 'HEAD'),
    end,
  };
}

it('builds a push to main in about four seconds of sandbox time, stage by stage, and pushes its image', async () => {
  const { run, head, path, end } = await pushed({ 'buildspec.yml': buildspec, ...sonar });
  end();
  const statuses = () => run?.stages.map(({ status }) => status).join(' ');
  expect(statuses()).toBe('InProgress NotStarted NotStarted NotStarted NotStarted');
  clock.advance(500);
  expect(statuses()).toBe('Succeeded InProgress NotStarted NotStarted NotStarted');
  clock.advance(3_400);
  expect(statuses()).toBe('Succeeded Succeeded Succeeded Succeeded InProgress');
  expect(registry.in(`${registryHost}/${path}`)).toEqual([]);
  clock.advance(200);
  const ada = { name: 'Ada Moreau', email: 'ada@greenroom.example' };
  const image = { tag: head, commit: head, release: 'good', authors: [ada] };
  expect(registry.in(`${registryHost}/${path}`)).toMatchObject([image]);
  expect(run).toMatchObject({
    status: 'Succeeded',
    commit: head,
    image: `${registryHost}/${path}:${head}`,
    authors: [ada],
  });
  expect(pipelines.runs()).toEqual([run]);
});

it('goes by the message of the commit, and names whoever wrote what is new', async () => {
  const made = await pushed({ 'buildspec.yml': buildspec });
  await git.commit(made.directory, { a: '1' }, 'One\n\nCo-authored-by: Ben Okafor <ben@greenroom.example>');
  await git.commit(made.directory, { a: '2' }, 'Two [behaviour: crash]');
  const run = await made.push();
  made.end();
  clock.advance(5_000);
  expect(run?.stages.find(({ name }) => name === 'SonarQube')?.status).toBe('Skipped');
  expect(run?.authors.map(({ email }) => email).sort()).toEqual([
    'ada@greenroom.example',
    'ben@greenroom.example',
  ]);
  expect(registry.behaviourOf(run?.image ?? '')).toMatchObject({ outcome: 'crash', exitCode: 1 });
});

it('fails where it is asked to and with a buildspec that says nothing, and pushes nothing then', async () => {
  const asked = await pushed({ 'buildspec.yml': buildspec }, 'Try [pipeline: fail]');
  asked.end();
  const broken = await pushed({ 'buildspec.yml': 'version: 0.2\nphases: { build: { commands: [] } }\n' });
  broken.end();
  clock.advance(5_000);
  expect(asked.run).toMatchObject({
    status: 'Failed',
    reason: expect.stringContaining('npm test. Reason: exit status 1'),
  });
  expect(asked.run?.stages[2]?.status).toBe('NotStarted');
  expect(broken.run).toMatchObject({
    status: 'Failed',
    reason: 'Source: YAML_FILE_ERROR: phases.build.commands: has no commands',
  });
  expect(registry.in(`${registryHost}/${asked.path}`)).toEqual([]);
});

it('leaves other branches, and repositories without a buildspec, alone', async () => {
  const plain = await pushed({ 'README.md': 'x' });
  plain.end();
  expect(plain.run).toBeUndefined();
  const made = await pushed({ 'buildspec.yml': buildspec });
  const before = pipelines.runs().length;
  await git.git(made.directory, 'checkout', '--quiet', '-b', 'feature');
  await git.commit(made.directory, { a: '1' }, 'One');
  expect(await made.push()).toBeUndefined();
  made.end();
  expect(pipelines.runs()).toHaveLength(before);
});

it('builds what was left unbuilt, once, and nothing after it was stopped', async () => {
  const { head, path, end } = await pushed({ 'buildspec.yml': buildspec });
  end();
  const repository = path.split('/')[1] ?? '';
  const left = { organization: 'storefront', repository, branch: 'main', before: undefined, after: head };
  const again = new Pipelines({ clock, registry, url: git.server.url });
  expect(await again.catchUp(left)).toMatchObject({ commit: head });
  expect(await again.catchUp(left)).toBeUndefined();
  pipelines.stop();
  again.stop();
  clock.advance(5_000);
  expect(registry.in(`${registryHost}/${path}`)).toEqual([]);
  const built = new Pipelines({ clock, registry, url: git.server.url });
  await built.catchUp(left);
  clock.advance(5_000);
  expect(registry.in(`${registryHost}/${path}`)).toHaveLength(1);
  expect(await built.catchUp(left)).toBeUndefined();
});

it.each([
  ['', 'the whole'],
  ['version: 0.2', 'phases'],
  ['version: 3\nphases: { build: { commands: [x] } }', 'version: is 0.2'],
  ['phases: [', 'YAML_FILE_ERROR'],
])('refuses the buildspec %j', (text, why) => {
  expect(() => readBuildspec(text)).toThrow(BuildspecError);
  expect(() => readBuildspec(text)).toThrow(why);
});

it.each([
  ['A change', 'good', false],
  ['A change [behaviour: errors]', 'failing', false],
  ['A change\n\n[Behavior: Slow] [pipeline: fail]', 'slow', true],
  ['A change [behaviour: dance]', 'good', false],
])('reads %j', (message, release, testsFail) => {
  expect(markersOf(message)).toEqual({ release, testsFail });
});
