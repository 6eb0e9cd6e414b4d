import type { CommitRange } from '@greenroom/git-access';
import { makeRevision } from '../__testUtils__/rollouts';
import type { RangePeople } from '../githosts/CommitPeople';
import { RevisionAuthors } from './RevisionAuthors';

const users: Record<string, string[]> = {
  'ada@shop.example': ['user:default/ada', 'user:partners/ada-gh'],
  'user:default/ben': ['user:default/ben'],
};
const authors = new RevisionAuthors({
  find: async identity => users[identity] ?? [],
  findAccount: async () => [],
});
const of = (written: string[] | undefined) =>
  authors.of(
    {
      revisions: [
        makeRevision('aaa', { authors: ['user:default/ben'] }),
        makeRevision('bbb', { authors: written }),
      ],
    },
    'bbb',
    0,
  );

describe('RevisionAuthors', () => {
  it('are every user of everybody who is named', async () => {
    await expect(of(['ada@shop.example', 'user:default/ben', 'user:default/ben'])).resolves.toEqual({
      known: true,
      people: ['user:default/ada', 'user:default/ben', 'user:partners/ada-gh'],
      from: 'greenroom.dev/authors of the pod template',
    });
  });

  it('are unknown where nobody is named', async () => {
    const unknown = {
      known: false,
      why: 'Nothing names the authors of bbb: its pod template has no greenroom.dev/authors.',
    };
    await expect(of(undefined)).resolves.toEqual(unknown);
    await expect(of([])).resolves.toEqual(unknown);
    await expect(authors.of({ revisions: [] }, 'bbb', 0)).resolves.toEqual({
      known: false,
      why: 'The revision bbb is not there, so nobody can read its authors.',
    });
  });

  it('are unknown as soon as one of them may be anybody; the others stay authors', async () => {
    await expect(of(['ada@shop.example', 'mallory@home.example'])).resolves.toEqual({
      known: false,
      why: 'mallory@home.example is named as author, and nobody of that name or e-mail is in the catalog.',
      people: ['user:default/ada', 'user:partners/ada-gh'],
    });
    await expect(of(['x@a', 'y@b', 'z@c'])).resolves.toMatchObject({
      why: 'x@a and 2 more are named as author, and nobody of that name or e-mail is in the catalog.',
    });
  });

  it('are unknown where more are named than anybody reads', async () => {
    await expect(of(Array.from({ length: 51 }, () => 'user:default/ben'))).resolves.toEqual({
      known: false,
      why: '51 people are named as authors: no more than 50 are looked up.',
      people: ['user:default/ben'],
    });
  });
});

describe('RevisionAuthors with git hosts', () => {
  const [base, head] = ['a'.repeat(40), 'b'.repeat(40)];
  const repository = 'https://git.shop.example/shop/checkout';
  const asked = jest.fn<Promise<RangePeople>, [CommitRange, number]>();
  const hosted = new RevisionAuthors(
    {
      find: async identity => users[identity] ?? [],
      findAccount: async (host, login) =>
        host === 'git.shop.example' && login === 'chen-x' ? ['user:default/chen'] : [],
    },
    { of: asked },
  );
  const ada = { email: 'ada@shop.example', login: 'ada-x' };
  const authorsOf = (
    revision: Parameters<typeof makeRevision>[1],
    active: Parameters<typeof makeRevision>[1] | undefined = { commit: base, repository },
  ) => {
    const revisions = [makeRevision('aaa', active), makeRevision('bbb', { repository, ...revision })];
    return hosted.of({ revisions, active: active && revisions[0] }, 'bbb', 3_000);
  };

  beforeEach(() => {
    asked.mockReset();
    asked.mockResolvedValue({ known: true, people: [ada, { login: 'chen-x' }] });
  });

  it('are also those who made the commits since the active revision', async () => {
    await expect(authorsOf({ commit: head, authors: ['user:default/ben'] })).resolves.toEqual({
      known: true,
      people: ['user:default/ada', 'user:default/ben', 'user:default/chen', 'user:partners/ada-gh'],
      from: 'greenroom.dev/authors of the pod template and the commits aaaaaaaa…bbbbbbbb at git.shop.example/shop/checkout',
    });
    expect(asked.mock.calls).toEqual([
      [{ repository: { host: 'git.shop.example', path: 'shop/checkout' }, base, head }, 3_000],
    ]);
  });

  it('are unknown with a stranger among the commits: a bot, or somebody of another host', async () => {
    asked.mockResolvedValue({
      known: true,
      people: [ada, { login: 'renovate[bot]', email: 'bot@renovate.example' }],
    });
    await expect(authorsOf({ commit: head })).resolves.toEqual({
      known: false,
      why: 'renovate[bot] is named as author, and nobody of that name or e-mail is in the catalog.',
      people: ['user:default/ada', 'user:partners/ada-gh'],
    });
  });

  it('are unknown where the host can not tell, and those of the template stay authors', async () => {
    asked.mockResolvedValue({ known: false, why: 'git.shop.example answered 503.' });
    await expect(authorsOf({ commit: head, authors: ['user:default/ben'] })).resolves.toEqual({
      known: false,
      why: 'git.shop.example answered 503.',
      people: ['user:default/ben'],
    });
  });

  it.each([
    ['a short id', { commit: 'bbbbbbb' }, undefined, 'bbb names no commit by its whole id'],
    [
      'an address that is none',
      { commit: head, repository: 'git@git.shop.example:a/b' },
      undefined,
      'names no commit',
    ],
    ['an active revision without commit', { commit: head }, {}, 'aaa does not name its commit'],
    [
      'an active revision of another repository',
      { commit: head },
      { commit: base, repository: 'https://git.shop.example/shop/cart' },
      'aaa is of another repository',
    ],
    ['the same commit', { commit: base }, undefined, 'Both revisions are of the commit aaaaaaaa'],
  ])('are unknown, without a question, with %s', async (_, revision, active, why) => {
    await expect(authorsOf(revision, active)).resolves.toMatchObject({
      known: false,
      why: expect.stringContaining(why),
    });
    expect(asked).not.toHaveBeenCalled();
  });

  it('are those of the template where it names no commit, or the commit did not change', async () => {
    const written = { authors: ['user:default/ben'] };
    await expect(authorsOf(written)).resolves.toMatchObject({ known: true, people: ['user:default/ben'] });
    await expect(authorsOf({ commit: base, ...written })).resolves.toMatchObject({ known: true });
    await expect(authorsOf({})).resolves.toEqual({
      known: false,
      why: 'Nothing names the authors of bbb: its pod template has neither greenroom.dev/authors nor greenroom.dev/commit and greenroom.dev/repository.',
    });
    expect(asked).not.toHaveBeenCalled();
  });
});
