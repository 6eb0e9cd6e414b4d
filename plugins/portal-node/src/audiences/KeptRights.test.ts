import { KeptRights } from './KeptRights';

it('are the same object as long as they are for the same people', () => {
  let people = ['a'];
  let asked = 0;
  const rights = new KeptRights(resourceRef => {
    asked += 1;
    return { audience: [...people, resourceRef] };
  });
  const first = rights.load('x');
  expect(rights.load('x')).toBe(first);
  expect(asked).toBe(1);
  rights.forget();
  expect(rights.load('x')).toBe(first);
  people = ['b'];
  expect(rights.load('x')).toBe(first);
  rights.forget();
  expect(rights.load('x')).toEqual({ audience: ['b', 'x'] });
});
