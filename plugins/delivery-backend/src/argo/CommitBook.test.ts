import { NotFoundError } from '@backstage/errors';
import type { GitRepository } from '@greenroom/git-access';
import { FakeRepository } from '../__testUtils__/FakeRepository';
import { CommitBook } from './CommitBook';
import { titleOf } from './commitTitle';

const url = 'https://git.example/shop/app';
const turns = () => new Promise(resolve => setImmediate(resolve));

function setup() {
  let now = 0;
  const asked: string[] = [];
  const silent = new Set<string>();
  const repository: GitRepository = Object.assign(new FakeRepository({}, 'head'), {
    noteOf: async (sha: string) => {
      asked.push(sha);
      await turns();
      if (silent.has(sha)) {
        throw new NotFoundError('not to be seen');
      }
      return { message: `About ${sha}\n\nMore.`, author: 'Ada' };
    },
  });
  const book = new CommitBook({
    git: { repository: () => repository },
    now: () => now,
    logger: { debug: () => undefined },
  });
  const learned: string[] = [];
  book.onLearned(sha => learned.push(sha));
  return { book, asked, silent, learned, pass: (milliseconds: number) => (now += milliseconds) };
}

describe('CommitBook', () => {
  it('asks for a commit once, a few at a time, and tells what it learned', async () => {
    const { book, asked, learned } = setup();
    const all = ['1', '2', '3', '4', '5', '6'];
    [...all, ...all].forEach(sha => book.want(url, sha));
    expect(asked).toEqual(['1', '2', '3', '4']);
    expect(book.of(url, '1')).toBeUndefined();
    for (let turn = 0; turn < 5; turn += 1) {
      await turns();
    }
    all.forEach(sha => book.want(url, sha));
    expect([asked, learned]).toEqual([all, all]);
    expect(book.of(url, '6')).toEqual({ title: 'About 6', author: 'Ada' });
  });

  it('asks again for what it was not told, and not at once', async () => {
    const { book, asked, silent, pass } = setup();
    silent.add('1');
    const want = async () => {
      book.want(url, '1');
      await turns();
      await turns();
    };
    await want();
    await want();
    expect(asked).toEqual(['1']);
    pass(60_000);
    silent.clear();
    await want();
    expect([asked, book.of(url, '1')?.author]).toEqual([['1', '1'], 'Ada']);
  });
});

it.each([
  ['Be lively\n\nAs asked.', 'Be lively'],
  [
    `build: automatic update of shop\n\nupdates image storefront/shop tag '${'a'.repeat(40)}' to '${'b'.repeat(40)}'\n`,
    'storefront/shop from aaaaaaaa to bbbbbbbb',
  ],
  ['x'.repeat(200), `${'x'.repeat(119)}…`],
  ['', ''],
])('is known by the right line: %j', (message, title) => {
  expect(titleOf(message)).toBe(title);
});
