import { type Paths, startPaths } from './__testUtils__/startPaths';

const values = {
  name: 'payments',
  description: 'Takes payments.',
  owner: 'group:default/storefront',
  size: 'small',
  database: true,
};

describe('a run of the golden path', () => {
  let paths: Paths;
  beforeAll(async () => {
    paths = await startPaths();
  }, 60_000);
  afterAll(() => paths.stop());

  it('makes what it says, and says what it made', async () => {
    const b = performance.now();
    const { taskId, status } = await paths.run(values);
    console.log(performance.now() - b);
    expect(status).toBe('completed');
    console.log(JSON.stringify(await paths.report(taskId), undefined, 1));
    const x = await paths.ask('post', '/golden-paths/previews', {
      templateRef: 'template:default/eks-blue-green',
      values: { ...values, name: 'other' },
    });
    console.log(
      JSON.stringify(
        {
          ...x.body,
          files: x.body.files?.map((f: { content: string }) => ({ ...f, content: f.content?.length })),
        },
        undefined,
        1,
      ),
      x.status,
    );
    const n = await paths.ask('get', '/golden-paths/names?name=payments&owner=group:default/storefront');
    console.log(JSON.stringify(n.body, undefined, 1), n.status);
    const m = await paths.ask('get', '/golden-paths/names?name=other&owner=group:default/storefront');
    console.log(JSON.stringify(m.body, undefined, 1), n.status);
    console.log(performance.now() - b);
    console.log(paths.proxy.seen.join('\n'));
  }, 60_000);
});
