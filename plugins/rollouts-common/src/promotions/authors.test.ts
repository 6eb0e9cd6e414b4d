import { readAuthors } from './authors';

describe('readAuthors', () => {
  it.each<[string, Record<string, string>, string[] | undefined]>([
    ['nothing', { 'greenroom.dev/votes': '2' }, undefined],
    ['an empty mark', { 'greenroom.dev/authors': ' , ' }, undefined],
    ['a label', { 'greenroom.dev/authors': 'ada' }, ['ada']],
    [
      'e-mails and refs',
      { 'greenroom.dev/authors': 'ada@x.example, user:default/ben' },
      ['ada@x.example', 'user:default/ben'],
    ],
    [
      'commits as git writes their authors',
      { 'greenroom.dev/commit-authors': 'Ada Moreau <ada@x.example>\nBen <ben@x.example> \n' },
      ['ada@x.example', 'ben@x.example'],
    ],
    [
      'both, each person once',
      {
        'greenroom.dev/authors': 'ada@x.example',
        'greenroom.dev/commit-authors': 'Ada <ada@x.example>;chen',
      },
      ['ada@x.example', 'chen'],
    ],
    ['a name without e-mail', { 'greenroom.dev/commit-authors': 'Ada Moreau' }, ['Ada Moreau']],
  ])('reads %s', (_, marks, people) => {
    expect(readAuthors(marks)).toEqual(people);
  });
});
