import { markIds } from './markIds';

const revisions = ['7d9f4c5b6a', '5b6f6b8c9d'];

it.each([
  ['Preview 7d9f4c (v1.8.2) waits', ['Preview ', '*7d9f4c', ' (v1.8.2) waits']],
  ['7d9f4c5b6a beside 5b6f6b', ['*7d9f4c5b6a', ' beside ', '*5b6f6b']],
  ['All is well', ['All is well']],
  ['7d9f is too short, 7d9f4cc is another', ['7d9f is too short, 7d9f4cc is another']],
  ['', []],
])('finds revisions in %j', (sentence, parts) => {
  expect(markIds(sentence, revisions).map(({ text, isId }) => (isId ? `*${text}` : text))).toEqual(parts);
});
