import { makeRevision } from '../__testUtils__/rollouts';
import { RevisionAuthors } from './RevisionAuthors';

const users: Record<string, string[]> = {
  'ada@shop.example': ['user:default/ada', 'user:partners/ada-gh'],
  'user:default/ben': ['user:default/ben'],
};
const authors = new RevisionAuthors({ find: async identity => users[identity] ?? [] });
const of = (written: string[] | undefined) =>
  authors.of(
    {
      revisions: [
        makeRevision('aaa', { authors: ['user:default/ben'] }),
        makeRevision('bbb', { authors: written }),
      ],
    },
    'bbb',
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
    await expect(authors.of({ revisions: [] }, 'bbb')).resolves.toEqual({
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
      why: 'greenroom.dev/authors of the pod template names 51 people: no more than 50 are looked up.',
      people: ['user:default/ben'],
    });
  });
});
