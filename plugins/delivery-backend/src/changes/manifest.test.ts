import { heldBack, letIn } from './manifest';

const shop = { namespace: 'argocd', name: 'shop' };
const prefix = 'argocd-image-updater.argoproj.io';
const manifest = (annotations: string, name = 'shop') => `# Of this place.
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ${name}
  annotations:
${annotations}
  finalizers: [one] # stays
spec:
  syncPolicy: { automated: { prune: true } }
`;
const listed = (...more: string[]) =>
  [`    # A comment.`, `    ${prefix}/image-list: service=registry.example/shop`, ...more].join('\n');

describe('heldBack', () => {
  it('adds a line, and changes nothing besides', () => {
    expect(heldBack(manifest(listed(`    ${prefix}/git-branch: main`)), shop)).toBe(
      manifest(listed(`    ${prefix}/git-branch: main`, `    ${prefix}/service.ignore-tags: '*'`)),
    );
  });

  it('replaces what is ignored already', () => {
    expect(heldBack(manifest(listed(`    ${prefix}/service.ignore-tags: v1, v2 # old`)), shop)).toBe(
      manifest(listed(`    ${prefix}/service.ignore-tags: '*' # old`)),
    );
  });

  it('holds every image back, those without an alias by what is said for all', () => {
    const text = manifest(`    ${prefix}/image-list: a=x/a:1.0, x/b, c = x/c`);
    const lines = heldBack(text, shop)?.split('\n') ?? [];
    expect(lines.filter(line => line.includes('ignore-tags')).sort()).toEqual([
      `    ${prefix}/a.ignore-tags: '*'`,
      `    ${prefix}/c.ignore-tags: '*'`,
      `    ${prefix}/ignore-tags: '*'`,
    ]);
  });

  it('finds it among others in one file', () => {
    const other = manifest(listed(), 'other');
    const held = heldBack(`${other}---\n${manifest(listed())}`, shop);
    expect(held).toBe(`${other}---\n${manifest(listed(`    ${prefix}/service.ignore-tags: '*'`))}`);
  });

  it.each([
    ['another Application', manifest(listed(), 'other')],
    ['one of another namespace', manifest(listed()).replace('name: shop', 'name: shop\n  namespace: teams')],
    ['a template', '{{- if .Values.on }}\nkind: Application\n'],
    ['no YAML', '{'],
    [
      'one on a single line',
      `{kind: Application, metadata: {name: shop, annotations: {${prefix}/image-list: x}}}`,
    ],
  ])('leaves %s', (_, text) => {
    expect(heldBack(text, shop)).toBeUndefined();
  });
});

describe('letIn', () => {
  it('takes out exactly what holding back put in', () => {
    for (const before of [
      listed(),
      listed(`    ${prefix}/git-branch: main`),
      `    ${prefix}/image-list: a=x/a, x/b`,
    ]) {
      const held = heldBack(manifest(before), shop) ?? '';
      expect(held).not.toBe(manifest(before));
      expect(letIn(held, shop)).toBe(manifest(before));
    }
  });

  it('leaves what is ignored besides, and what holds back another', () => {
    const text = manifest(listed(`    ${prefix}/service.ignore-tags: 'v1, *' # old`));
    expect(letIn(text, shop)).toBe(manifest(listed(`    ${prefix}/service.ignore-tags: 'v1' # old`)));
    const other = manifest(listed(`    ${prefix}/service.ignore-tags: '*'`), 'other');
    expect(letIn(`${other}---\n${text}`, shop)).toContain(other);
  });

  it.each([manifest(listed()), manifest(listed(`    ${prefix}/service.ignore-tags: 'v1'`)), '{'])(
    'finds nothing where nothing is held back: %j',
    text => expect(letIn(text, shop)).toBeUndefined(),
  );
});
