import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { located, type Paths, startPaths } from './__testUtils__/startPaths';

/** A template that asks for nothing by a pattern: only the action is left to refuse. */
const careless = located(
  {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: 'careless' },
    spec: {
      owner: 'platform',
      type: 'service',
      parameters: [{ properties: {} }],
      steps: [
        {
          id: 'names',
          name: 'Check',
          action: 'greenroom:names:check',
          input: { name: '${{ parameters.name }}', owner: 'group:default/storefront' },
        },
      ],
    },
  },
  join(tmpdir(), 'template.yaml'),
);

describe('a name, by the action alone', () => {
  let paths: Paths;
  beforeAll(async () => {
    paths = await startPaths({ templates: [careless] });
    await paths.sandbox.git.host.open();
  }, 60_000);
  afterAll(() => paths.stop());

  it.each([
    ['1st', /begins with a letter/],
    ['Orders', /small letters/i],
    ['zahlungen-für-alle', /can not be in it/],
    ['pаyments', /can not be in it/],
    ['a--b', /Two hyphens in a row/],
    ['kube-system', /./],
    ['null', /./],
    ['x'.repeat(63), /at most \d+/i],
    ['x'.repeat(64), /at most \d+/i],
  ])('%s is refused with its rule, and nothing is made', async (name, rule) => {
    const { taskId, status } = await paths.run({ name }, 'template:default/careless');
    const { error, made } = await paths.report(taskId);
    expect({ status, made }).toEqual({ status: 'failed', made: [] });
    expect(error).toMatch(rule);
  });

  it('is had when its rules are kept to the last character', async () => {
    const { status } = await paths.run({ name: 'x'.repeat(42) }, 'template:default/careless');
    expect(status).toBe('completed');
  });
});
