import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { runOfMessage } from '@greenroom/plugin-golden-paths-common';
import { parse } from 'yaml';
import { z } from 'zod';
import { perform, type Performed, type Played, played } from '../__testUtils__/perform';
import { answers, files, plan, policy, start } from '../__testUtils__/portalAnswers';
import { type Git, startGit } from '../__testUtils__/startGit';
import type { Question } from '../portal/PortalClient';
import { gitCommitAction } from './gitCommit';
import { namesCheckAction } from './namesCheck';
import { policyRegisterAction } from './policyRegister';
import { runUndoAction } from './runUndo';
import { waitUntilLiveAction } from './waitUntilLive';

const templateSchema = z.object({
  steps: z.tuple([
    z.object({ id: z.string(), action: z.string(), input: z.record(z.string(), z.json()).optional() }),
  ]),
});
const asked: Question[] = [];
const portal = {
  ask: async <T>(question: Question, schema: z.ZodType<T>) => {
    asked.push(question);
    const answer = Object.entries(answers).find(([plugin]) => plugin === question.plugin)?.[1];
    return schema.parse(answer?.(question.path));
  },
};

// Every step is a git process or two, and a machine that is busy starts them slowly.
jest.setTimeout(30_000);

describe('the examples', () => {
  let git: Git;
  let all: Record<'names' | 'commit' | 'policy' | 'live' | 'undo', Played>;
  beforeAll(async () => {
    git = await startGit();
    const { writable, secrets } = git;
    let now = 0;
    const sleep = async (milliseconds: number) => {
      now += milliseconds;
    };
    const deps = { portal, writable, secrets, clock: { now: () => now, sleep } };
    all = {
      names: played(namesCheckAction(deps)),
      commit: played(gitCommitAction(deps)),
      policy: played(policyRegisterAction(deps)),
      live: played(waitUntilLiveAction(deps)),
      undo: played(runUndoAction(deps)),
    };
  }, 30_000);
  afterAll(() => git.stop());

  /** The input of an example's one step, at this test's git host. */
  function inputOf({ example }: TemplateExample, action: Played): JsonObject {
    const [step] = templateSchema.parse(parse(example.replaceAll('http://localhost:7012', git.url))).steps;
    expect(step.action).toBe(action.id);
    return step.input ?? {};
  }

  async function performAll(name: keyof typeof all, isDryRun: boolean): Promise<Performed[]> {
    const action = all[name];
    const done: Performed[] = [];
    for (const example of action.examples) {
      done.push(await action.perform({ input: inputOf(example, action), files, isDryRun }));
    }
    return done;
  }

  const heads = async () =>
    JSON.stringify(
      (await Promise.all(['main', 'greenroom/payments'].map(branch => git.host.heads(branch)))).flat(),
    );

  it.each(['names', 'commit', 'policy', 'live', 'undo'] as const)(
    'of %s can be tried without a trace',
    async name => {
      await git.host.open();
      const before = await heads();
      const done = await performAll(name, true);
      expect(done.length).toBeGreaterThan(0);
      expect(done.map(({ error }) => error)).toEqual(done.map(() => undefined));
      expect(await heads()).toBe(before);
    },
  );

  it('of names derive everything, and write the plan down', async () => {
    const [first] = await performAll('names', false);
    expect(first).toMatchObject({ output: start });
    expect(first?.error).toBeUndefined();
    expect(first?.log).toContain(`plan ${JSON.stringify(plan)}`);
    expect(asked.at(-1)).toMatchObject({ plugin: 'golden-paths', path: '/runs/run-1/plan' });
  });

  it('of commit say what they would do, do it, and nothing the second time', async () => {
    const [tried] = await performAll('commit', true);
    expect(tried?.log).toEqual([
      `Would commit 2 files to main of ${git.url}/platform/applications:`,
      '  eks-dev/payments.yaml: new',
      '  eks-prod/payments.yaml: new',
    ]);
    const [first, asks] = await performAll('commit', false);
    expect([first?.error, asks?.error]).toEqual([undefined, undefined]);
    const repository = git.git.repository(`${git.url}/platform/applications`);
    expect(first?.output).toEqual({
      commitHash: await repository.headOf('main'),
      changed: true,
      branch: 'main',
    });
    // The other asks for what is there already by now.
    expect(asks?.output).toMatchObject({ changed: false, branch: 'greenroom/payments' });
    const head = await repository.headOf('main');
    const [second] = await performAll('commit', false);
    expect(second?.output).toEqual({ commitHash: head, changed: false, branch: 'main' });
    const parent = (await git.host.find('platform', 'applications')?.bare.branch('main')) ?? '';
    expect(parent).toBe(head);
  });

  it('of policy ask once, on a branch of its own, in the name of the run', async () => {
    const [first] = await performAll('policy', false);
    const [second] = await performAll('policy', false);
    expect([first?.error, second?.error]).toEqual([undefined, undefined]);
    expect(first?.output).toMatchObject({
      changed: true,
      branch: 'greenroom/payments',
      changeRequestNumber: 1,
      changeRequestUrl: `${git.url}/platform/portal-config/pulls/1`,
    });
    expect(second?.output).toMatchObject({ changed: false, changeRequestNumber: 1 });
    const repository = git.git.repository(`${git.url}/platform/portal-config`);
    const main = (await repository.headOf('main')) ?? '';
    const own = (await repository.headOf('greenroom/payments')) ?? '';
    const commits = await repository.commitsBetween(main, own);
    expect(commits.map(({ message }) => runOfMessage(message))).toEqual(['run-1']);
    expect(await repository.readFile('promotions/payments.yaml', own)).toBe(policy);
  });

  it('of live wait until all is live', async () => {
    const [first] = await performAll('live', false);
    expect(first).toMatchObject({
      output: { live: true, waitingFor: '', revision: 'abc' },
      log: ['dev: live and healthy.', 'prod: live and healthy.'],
    });
  });

  it('of live give up when it is time, and either fail or go on', async () => {
    const { delivery } = answers;
    answers.delivery = () => ({ sync: { state: 'synced' }, sentence: 'In sync with 1234567.', history: [] });
    const [fails, goesOn] = await performAll('live', false);
    expect(fails?.error).toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(/^Not live after 120 s\. dev: Argo CD has not deployed 8c1f0d0 yet: /),
    });
    expect(goesOn?.error).toBeUndefined();
    expect(goesOn?.output).toMatchObject({
      live: false,
      waitingFor: expect.stringContaining('prod: Argo CD has not'),
    });
    answers.delivery = delivery;
  });

  it('of undo say what is gone, what is not, and how it goes', async () => {
    const [first] = await performAll('undo', false);
    expect(first).toEqual({
      output: {
        undone: [
          'commit platform/applications: eks-dev/payments.yaml',
          'repository storefront/payments-deploy',
        ],
        remains: ['repository storefront/payments'],
      },
      log: [
        'Undone: commit platform/applications: eks-dev/payments.yaml',
        'Undone: repository storefront/payments-deploy (the host keeps it for a week)',
        'Remains: repository storefront/payments (the host refuses it)',
        '  To remove it: http://localhost/storefront/payments/settings',
        '  To remove it: curl …',
      ],
    });
  });

  it('write to no repository but those that are named, and those of the run', async () => {
    await git.host.create({
      owner: 'storefront',
      name: 'theirs',
      description: 'Theirs [greenroom-run:run-2]',
    });
    await git.host.create({ owner: 'storefront', name: 'nobodys' });
    for (const repository of ['storefront/theirs', 'storefront/nobodys', 'storefront/none']) {
      const input = { repository: `${git.url}/${repository}`, sourcePath: 'applications', message: 'x' };
      const { error } = await all.commit.perform({ input, files });
      expect(error).toMatchObject({ name: 'NotAllowedError' });
    }
    const elsewhere = { repository: 'https://evil.example/a/b', sourcePath: 'applications', message: 'x' };
    expect((await all.commit.perform({ input: elsewhere, files })).error).toMatchObject({
      name: 'InputError',
    });
  });

  it('leave a branch alone that somebody else writes to', async () => {
    const repository = git.git.repository(`${git.url}/platform/portal-config`);
    await repository.createBranch('greenroom/taken', 'main');
    await repository.commit({
      branch: 'greenroom/taken',
      message: 'By hand',
      files: [{ path: 'x', content: 'x' }],
    });
    const taken = policy.replaceAll('payments', 'taken');
    const input = { repository: repository.url, name: 'taken', sourcePath: 'policy.yaml' };
    const { error } = await all.policy.perform({ input, files: { 'policy.yaml': taken } });
    expect(error).toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('greenroom/taken'),
    });
  });

  it.each(['../x', '/etc', 'a/../../b', '.git', 'a/.GIT/hooks'])(
    'write to no path such as %j',
    async targetPath => {
      const input = {
        repository: `${git.url}/platform/applications`,
        sourcePath: 'applications',
        targetPath,
        message: 'x',
      };
      const { error } = await all.commit.perform({ input, files });
      expect(error).toMatchObject({ name: 'InputError' });
    },
  );

  it('have no secret in what they say, also when they fail', async () => {
    const token = 'bs-token-0123456789';
    const leaky = {
      ...portal,
      ask: async () => {
        const told = `GET https://greenroom:${git.password}@git/ (Basic ${btoa(`greenroom:${git.password}`)}) for ${token}`;
        throw new TypeError(told);
      },
    };
    const names = namesCheckAction({ portal: leaky, secrets: git.secrets });
    const { error, log } = await perform(names, {
      input: { name: 'payments', owner: 'x' },
      secrets: { backstageToken: token },
    });
    const said = [...log, String(error?.message), String(error?.stack)].join('\n');
    expect(said).toContain('GET https://***@git/');
    [git.password, token, btoa(`greenroom:${git.password}`), btoa(git.password)].forEach(secret =>
      expect(said).not.toContain(secret),
    );
  });
});
