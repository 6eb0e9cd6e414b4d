import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { type Answer, startGitHost } from '../__testUtils__/startGitHost';
import { GitAccess } from '../GitAccess';

const [base, first, head] = ['a'.repeat(40), 'b'.repeat(40), 'c'.repeat(40)];
const ada = { email: 'ada@shop.example' };
const ben = { email: 'ben@shop.example' };
const bot = { email: 'bot@renovate.example' };

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.map(stop => stop()));
  stops = [];
});

async function start(answers: Record<string, Answer>) {
  const server = await startGitHost(answers);
  stops.push(server.stop);
  const hosts = GitAccess.fromIntegrations(
    ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [{ host: 'hub.example', apiBaseUrl: `${server.url}/api/v3`, token: 'gh' }],
          gitlab: [{ host: 'lab.example', apiBaseUrl: `${server.url}/api/v4`, token: 'gl' }],
          gitea: [{ host: 'tea.example', baseUrl: server.url, password: 'gt' }],
        },
      }),
    ),
  );
  const people = (host: string, signal = AbortSignal.timeout(5_000)) =>
    hosts.peopleOf({ repository: { host, path: 'shop/checkout' }, base, head }, signal);
  return { ...server, people };
}

const account = (login: string) => ({ login });
/** As GitHub and Gitea tell a commit. */
const commit = (id: string, parents: string[], rest: object = {}, message = 'a change') => ({
  sha: id,
  parents: parents.map(sha => ({ sha })),
  author: account('ada-x'),
  committer: account('web-flow'),
  commit: { author: ada, committer: { email: 'noreply@github.com' }, message },
  ...rest,
});

describe('GitHub', () => {
  const repo = '/api/v3/repos/shop/checkout';
  const co = 'Squashed\n\nCo-authored-by: Ben <ben@shop.example>\r\nco-authored-by: A <ada@shop.example>';

  it('names authors, co-authors and who merged, over pages, each pull request asked once', async () => {
    const pages = [[commit(first, [base], {}, co)], [commit(head, [first], { committer: null })]];
    const host = await start({
      [`${repo}/compare/${base}...${head}`]: query => ({
        total_commits: 2,
        commits: pages[Number(query.get('page')) - 1],
      }),
      [`${repo}/commits/${first}/pulls`]: () => [
        { number: 7, merged_at: '2026-11-20T10:00:00Z' },
        { number: 8, merged_at: null },
      ],
      [`${repo}/commits/${head}/pulls`]: () => [{ number: 7, merged_at: '2026-11-20T10:00:00Z' }],
      [`${repo}/pulls/7`]: () => ({ merged_by: { login: 'chen-x' } }),
    });
    await expect(host.people('hub.example')).resolves.toEqual([
      { ...ada, login: 'ada-x' },
      ben,
      ada,
      { email: 'noreply@github.com' },
      { login: 'chen-x' },
    ]);
    expect(new Set(host.asked.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer gh']));
    expect(host.asked.map(({ url }) => url).sort()).toEqual([
      `${repo}/commits/${first}/pulls?per_page=100`,
      `${repo}/commits/${head}/pulls?per_page=100`,
      `${repo}/compare/${base}...${head}?per_page=100&page=1`,
      `${repo}/compare/${base}...${head}?per_page=100&page=2`,
      `${repo}/pulls/7`,
    ]);
  });

  it.each([
    ['from where the two parted', [commit(head, [first])], 'cccccccc does not follow aaaaaaaa'],
    ['from a newer to an older one', [], 'cccccccc does not follow aaaaaaaa'],
    ['without its end', [commit(first, [base])], 'cccccccc does not follow aaaaaaaa'],
  ])('is not believed with a range %s', async (_, commits, why) => {
    const host = await start({
      [`${repo}/compare/${base}...${head}`]: () => ({ total_commits: commits.length, commits }),
    });
    await expect(host.people('hub.example')).rejects.toThrow(why);
  });

  it('is not read on in a range that nobody reads through', async () => {
    const host = await start({
      [`${repo}/compare/${base}...${head}`]: () => ({ total_commits: 251, commits: [commit(first, [base])] }),
    });
    await expect(host.people('hub.example')).rejects.toThrow(
      'There are 251 commits between them, and no more than 250 are read.',
    );
    expect(host.asked).toHaveLength(1);
  });

  const limited = { 'x-ratelimit-remaining': '0' };
  it.each<[string, Answer, string, string]>([
    ['no such repository', { status: 404, body: {} }, 'NotFoundError', 'or does not show it to the portal'],
    [
      'bad credentials',
      { status: 401, body: {} },
      'AuthenticationError',
      "does not accept the portal's credentials",
    ],
    [
      'no right',
      { status: 403, body: {} },
      'NotAllowedError',
      'does not let the portal read https://hub.example/',
    ],
    ['a limit', { status: 403, headers: limited, body: {} }, 'ServiceUnavailableError', 'wants it to wait'],
    [
      'too many',
      { status: 429, headers: { 'retry-after': '9' }, body: {} },
      'ServiceUnavailableError',
      'to wait',
    ],
    ['its own fault', { status: 502, text: 'oh' }, 'ServiceUnavailableError', 'hub.example answered 502.'],
    ['no JSON', { text: '<html>' }, 'ServiceUnavailableError', 'something else than its API'],
    ['other JSON', { body: { commits: 'many' } }, 'ServiceUnavailableError', 'something else than its API'],
  ])('says whose fault it is: %s', async (_, answer, name, message) => {
    const host = await start({ [`${repo}/compare/${base}...${head}`]: answer });
    await expect(host.people('hub.example')).rejects.toMatchObject({
      name,
      message: expect.stringContaining(message),
    });
  });

  it('is hung up on when its time is over', async () => {
    const host = await start({ [`${repo}/compare/${base}...${head}`]: 'hang' });
    await expect(host.people('hub.example', AbortSignal.timeout(50))).rejects.toThrow(
      'hub.example did not answer in time.',
    );
    await new Promise(resolve => setTimeout(resolve, 50));
    expect(host.ended()).toBe(1);
  });

  it('that is not there, or not configured, is named', async () => {
    const host = await start({});
    await host.stop();
    await expect(host.people('hub.example')).rejects.toThrow(/hub.example can not be reached.*ECONNREFUSED/);
    await expect(host.people('evil.example')).rejects.toThrow(
      'evil.example is no git host that the portal has an integration for.',
    );
  });
});

describe('GitLab', () => {
  const repo = '/api/v4/projects/shop%2Fcheckout/repository';

  it('names e-mails of commits and accounts of merge requests', async () => {
    const one = { author_email: ada.email, committer_email: bot.email, message: 'x' };
    const host = await start({
      [`${repo}/compare`]: () => ({
        compare_timeout: false,
        commits: [
          { ...one, id: first, parent_ids: [base] },
          { ...one, id: head, parent_ids: [base, first], committer_email: 'Ada@shop.example' },
        ],
      }),
      [`${repo}/commits/${first}/merge_requests`]: () => [{ state: 'opened', merged_by: null }],
      [`${repo}/commits/${head}/merge_requests`]: () => [
        { state: 'merged', merged_by: { username: 'old' }, merge_user: { username: 'chen-x' } },
        { state: 'merged', merged_by: { username: 'dana-x' } },
      ],
    });
    const people = await host.people('lab.example');
    expect(people.map(({ email, login }) => (email ?? login)?.toLowerCase())).toEqual([
      ada.email,
      bot.email,
      'chen-x',
      'dana-x',
    ]);
    expect(host.asked[0]).toEqual({
      url: `${repo}/compare?from=${base}&to=${head}`,
      authorization: 'Bearer gl',
    });
  });

  it('that gave up comparing has not answered', async () => {
    const host = await start({ [`${repo}/compare`]: () => ({ compare_timeout: true, commits: [] }) });
    await expect(host.people('lab.example')).rejects.toThrow('lab.example gave up comparing');
  });
});

describe('Gitea', () => {
  const repo = '/api/v1/repos/shop/checkout';

  it('names both, and has no answer for a commit without pull request', async () => {
    const gitea = (id: string, parent: string) =>
      commit(id, [parent], { committer: null, commit: { author: ada, committer: ben, message: 'x' } });
    const host = await start({
      [`${repo}/compare/${base}...${head}`]: () => ({
        total_commits: 2,
        commits: [gitea(head, first), gitea(first, base)],
      }),
      [`${repo}/commits/${head}/pull`]: () => ({ merged_by: { login: 'chen-x' } }),
    });
    await expect(host.people('tea.example')).resolves.toEqual([
      { ...ada, login: 'ada-x' },
      ben,
      { login: 'chen-x' },
    ]);
    expect(host.asked[0]).toEqual({
      url: `${repo}/compare/${base}...${head}?verification=false&files=false`,
      authorization: 'token gt',
    });
  });

  it('that tells part of the commits is not believed, nor one that fails on a pull request', async () => {
    const commits = [commit(head, [base])];
    const part = await start({
      [`${repo}/compare/${base}...${head}`]: () => ({ total_commits: 2, commits }),
    });
    await expect(part.people('tea.example')).rejects.toThrow('told 1 of 2 commits');
    const failing = await start({
      [`${repo}/compare/${base}...${head}`]: () => ({ total_commits: 1, commits }),
      [`${repo}/commits/${head}/pull`]: { status: 500, text: '' },
    });
    await expect(failing.people('tea.example')).rejects.toThrow('tea.example answered 500.');
  });
});
