import type { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import { isDeep } from './__testUtils__/isDeep';
import { left } from './__testUtils__/left';
import { type Paths, startPaths, storedTemplate, TEMPLATE } from './__testUtils__/startPaths';

const values = {
  name: 'stumbling',
  description: 'Takes payments.',
  owner: 'group:default/storefront',
  size: 'small',
  database: true,
};
const stepSchema = z.looseObject({ id: z.string(), action: z.string() });
const specSchema = z.looseObject({ steps: z.array(stepSchema) });
const { steps } = specSchema.parse(storedTemplate().spec);
/** Every step that runs on this git host, in the template's order; the last one is the undo itself. */
const ids = steps.map(({ id }) => id).filter(id => !/-(github|gitlab)$/.test(id) && id !== 'undo');
/** What is tried each time: between the two repositories, and after everything. A deep run tries all. */
const often = ['overlays', 'live'];

/** The golden path as it is, but for one step, which its action refuses to do. */
function failingAt(failing: string): Entity {
  const entity = storedTemplate();
  const spec = specSchema.parse(entity.spec);
  const changed = spec.steps.map(step =>
    step.id === failing ? { ...step, input: { nonsense: true } } : step,
  );
  return { ...entity, spec: { ...entity.spec, steps: z.array(z.json()).parse(changed) } };
}

/**
 * One name for all of them: each run fails one step further than the one before it, and gets there only because that one
 * left nothing in its way.
 */
describe('a run that fails', () => {
  let paths: Paths;
  beforeAll(async () => {
    paths = await startPaths();
    await paths.sandbox.git.host.open();
  }, 60_000);
  afterAll(() => paths.stop());

  it.each(ids.filter(id => isDeep || often.includes(id)))(
    'at its step %s leaves nothing behind',
    async id => {
      paths.catalog.entities.set(TEMPLATE, failingAt(id));
      const { taskId, status } = await paths.run(values);
      const { steps: told, made } = await paths.report(taskId);
      const at = told.find(one => one.status === 'failed')?.id;
      const remains = made.filter(({ undone }) => !undone);
      expect({ status, at, left: await left(paths, values.name), remains }).toEqual({
        status: 'failed',
        at: id,
        left: [],
        remains: [],
      });
    },
    120_000,
  );

  it('at one step after the other succeeds as the same request at last', async () => {
    paths.catalog.entities.set(TEMPLATE, storedTemplate());
    expect((await paths.run(values)).status).toBe('completed');
    expect(await left(paths, values.name)).toHaveLength(8);
  }, 120_000);
});
