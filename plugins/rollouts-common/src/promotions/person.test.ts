import { refNames } from '@greenroom/plugin-portal-common';
import { makePerson } from '../__testUtils__/promotions';
import { isAmong, isPerson, readPersonRef } from './person';

describe('isPerson', () => {
  it.each([
    ['letter case', 'user:default/ada', 'User:Default/ADA'],
    ['a short form', 'user:default/ada', 'user:ada'],
    ['composed and decomposed letters', 'user:default/zo\u00eb', 'user:default/zoe\u0308'],
    ['decomposed capitals', 'user:default/zo\u00eb', 'user:default/ZOE\u0308'],
    ['full width', 'user:default/ada', 'user:default/\uff21\uff44\uff41'],
    ['invisible characters', 'user:default/ada', 'user:default/a\u200bda\ufeff'],
    ['spaces around', 'user:default/ada', ' user:default/ada\n'],
    ['the sign of kelvin', 'user:default/kim', 'user:default/\u212aim'],
    ['a ligature', 'user:default/affi', 'user:default/a\ufb03'],
  ])('is one person whatever the %s', (_, ref, identity) => {
    expect(isPerson({ ref }, identity)).toBe(true);
    expect(isPerson({ ref: identity }, ref)).toBe(true);
    expect(isPerson({ ref: 'user:default/other', aliases: [ref] }, identity)).toBe(true);
  });

  it.each([
    ['a Cyrillic a', 'user:default/ada', 'user:default/\u0430da'],
    ['a Greek omicron', 'user:default/bo', 'user:default/b\u03bf'],
    ['an accent', 'user:default/zoe', 'user:default/zo\u00eb'],
    ['a namespace', 'user:default/ada', 'user:partners/ada'],
    ['a kind', 'user:default/ada', 'group:default/ada'],
    ['a longer name', 'user:default/ada', 'user:default/ada.b'],
  ])('are two people with %s between them', (_, ref, identity) => {
    expect(isPerson({ ref }, identity)).toBe(false);
  });
});

describe('isAmong', () => {
  const ada = makePerson('user:default/ada', ['group:default/web', 'group:default/shop']);

  it('looks at the person and at every group, whatever the letter case', () => {
    expect(isAmong(ada, ['user:default/Ada'])).toBe(true);
    expect(isAmong(ada, ['group:default/SHOP'])).toBe(true);
    expect(isAmong(ada, ['group:default/other'])).toBe(false);
    expect(isAmong(ada, [])).toBe(false);
  });

  it('gives no right for a name that only may be the same', () => {
    expect(isAmong(ada, ['user:default/\uff21\uff44\uff41'])).toBe(false);
    expect(isAmong(makePerson('user:default/ben', [], { aliases: [ada.ref] }), [ada.ref])).toBe(false);
  });

  it('wants everybody to be somebody', () => {
    expect(isAmong(makePerson('user:default/eli'), ['*'])).toBe(true);
    expect(isAmong(makePerson('user:default/guest', [], { kind: 'guest' }), ['*'])).toBe(false);
  });

  it('wants the person in every list besides', () => {
    expect(isAmong(ada, ['group:default/web'], [['group:default/shop'], ['*']])).toBe(true);
    expect(isAmong(ada, ['group:default/web'], [['group:default/shop'], ['group:default/other']])).toBe(
      false,
    );
  });
});

describe('refNames', () => {
  it.each([
    [[], 'nobody'],
    [['*'], 'everybody'],
    [['user:default/ada'], 'ada'],
    [
      ['user:default/ada', 'user:partners/ben', 'group:default/approvers'],
      'ada, partners/ben or the group approvers',
    ],
    [['nonsense'], 'nonsense'],
  ])('of %j', (refs, names) => {
    expect(refNames(refs, 'or')).toBe(names);
  });
});

describe('readPersonRef', () => {
  it.each([
    ['group:approvers', 'group:default/approvers'],
    ['User:Partners/Ada', 'user:partners/ada'],
    ['*', '*'],
    ['component:default/checkout', undefined],
    ['approvers', undefined],
    ['group:default/a b', undefined],
    ['group:a/b/c', undefined],
    ['', undefined],
  ])('%j: %s', (written, ref) => {
    expect(readPersonRef(written)).toBe(ref);
  });
});
