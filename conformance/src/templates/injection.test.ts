import { namesOf } from './names';
import { at, documentsOf } from './reading';
import { type DryRun, Scaffolder } from './Scaffolder';
import { filledIn, path } from './values';

// A template is run whole, also on a machine that does other things.
jest.setTimeout(30_000);

let scaffolder: Scaffolder;
let plain: DryRun;
beforeAll(async () => {
  scaffolder = await Scaffolder.start();
  plain = await play({});
});
afterAll(() => scaffolder.stop());

function play(changes: object): Promise<DryRun> {
  return scaffolder.dryRun(path, { ...filledIn, ...changes }, namesOf(filledIn.name));
}

const nasty = [
  '${{ parameters.name }} ${{ 7 * 7 }}',
  '{{ 7 * 7 }} {{args.service}} {{resolve:secretsmanager:x}}',
  '{% for a in b %} {% raw %} {# not a comment',
  '%} #} }} ]] )',
  `"quoted" and 'quoted' and \`quoted\``,
  'a: b # c',
  '- item, {flow: map}, [flow, list]',
  '*alias &anchor !!js/function ? key | literal > folded',
  '--- ... %YAML 1.1',
  'ends with a backslash \\',
  '\\" , "scripts": {"postinstall": "touch x"}, "x": "\\',
  'true',
  'null',
  '0x1F',
  '  spaces  ',
  '</script><img src=x onerror=alert(1)>',
  '$(touch x) `touch x` ; rm -rf / && ${HOME} %PATH%',
  '../../../etc/passwd',
  'Zürich – 東京 – العربية – 👩‍👩‍👧 – e\u0301 – \u202Eabc',
  '__proto__ constructor toString',
  'x'.repeat(200),
];

/** The only files that say what somebody wrote. */
const tellers = ['repository/README.md', 'repository/catalog-info.yaml', 'repository/package.json'];

describe.each(nasty)('%s as the description', description => {
  let run: DryRun;
  beforeAll(async () => {
    run = await play({ description });
  });

  it('is there as it was written', () => {
    const text = (file: string) => run.files.get(file) ?? '';
    expect(at(JSON.parse(text('repository/package.json')), 'description')).toBe(description);
    const [entity, ...more] = documentsOf('catalog-info.yaml', text('repository/catalog-info.yaml'));
    expect([at(entity, 'metadata', 'description'), more]).toEqual([description, []]);
    expect(text('repository/README.md').split('\n')).toContain(description);
    const descriptions = run.asked
      .map(({ input }) => at(input, 'description'))
      .filter(each => each !== undefined);
    expect(descriptions[0]).toBe(`${description} [greenroom-run:conformance]`);
  });

  it('changes nothing else', () => {
    expect([...run.files.keys()].sort()).toEqual([...plain.files.keys()].sort());
    const changed = [...run.files]
      .filter(([file, text]) => text !== plain.files.get(file))
      .map(([file]) => file);
    expect(changed.filter(file => !tellers.includes(file))).toEqual([]);
    const entity = documentsOf('catalog-info.yaml', run.files.get('repository/catalog-info.yaml') ?? '')[0];
    const before = documentsOf('catalog-info.yaml', plain.files.get('repository/catalog-info.yaml') ?? '')[0];
    expect(at(entity, 'spec')).toEqual(at(before, 'spec'));
    expect(at(entity, 'metadata', 'annotations')).toEqual(at(before, 'metadata', 'annotations'));
  });
});
