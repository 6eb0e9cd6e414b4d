import { namesOf } from './names';
import { Scaffolder } from './Scaffolder';
import { filledIn, path } from './values';

// A template is run whole, also on a machine that does other things.
jest.setTimeout(30_000);

let scaffolder: Scaffolder;
beforeAll(async () => {
  scaffolder = await Scaffolder.start();
});
afterAll(() => scaffolder.stop());

function play(changes: object) {
  return scaffolder.dryRun(path, { ...filledIn, ...changes }, namesOf('gift-cards'));
}

it.each<[string, object]>([
  ['the shortest name', { name: 'abc' }],
  ['the longest name', { name: 'a'.repeat(42) }],
  ['no system', { system: undefined }],
  ['a team without its kind', { owner: 'storefront' }],
  ['a team by its whole ref', { owner: 'group:default/storefront' }],
  ['no database', { database: false }],
])('takes %s', async (_title, changes) => {
  await expect(play(changes)).resolves.toMatchObject({ files: expect.any(Map) });
});

it.each<[string, object]>([
  ['a name of two letters', { name: 'ab' }],
  ['a name of 43 letters', { name: 'a'.repeat(43) }],
  ['a digit first', { name: '1abc' }],
  ['a hyphen first', { name: '-abc' }],
  ['a hyphen last', { name: 'abc-' }],
  ['capitals', { name: 'Abc' }],
  ['an underscore', { name: 'a_bc' }],
  ['a dot', { name: 'a.bc' }],
  ['letters of other scripts', { name: 'café' }],
  ['a path', { name: '../abc' }],
  ['a tag', { name: 'a${{b}}' }],
  ['a line break after it', { name: 'abc\n' }],
  ['a word that is no text in YAML', { name: 'null' }],
  ['no name', { name: undefined }],
  ['a name that is no text', { name: 123 }],
  ['no description', { description: '' }],
  ['two lines of description', { description: 'a\nowner: somebody' }],
  ['a line separator', { description: 'a\u2028b' }],
  ['a control character', { description: 'a\u0000b' }],
  ['a control character of the second set', { description: 'a\u0085b' }],
  ['a description of 201 letters', { description: 'x'.repeat(201) }],
  ['no owner', { owner: undefined }],
  ['a person as owner', { owner: 'user:default/ada' }],
  ['an owner that goes elsewhere', { owner: 'group:default/../platform' }],
  ['an owner with another line', { owner: 'group:default/a\nlifecycle: x' }],
  ['a system that is a component', { system: 'component:default/a' }],
  ['a size that is none', { size: 'huge' }],
  ['a database that is text', { database: 'yes' }],
])('refuses %s', async (_title, changes) => {
  await expect(play(changes)).rejects.toThrow(/^400 /);
});
