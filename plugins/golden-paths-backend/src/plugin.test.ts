import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { type Paths, startPaths } from './__testUtils__/startPaths';
import { goldenPathsPlugin } from './plugin';

describe('goldenPathsPlugin', () => {
  let paths: Paths;
  beforeAll(async () => {
    paths = await startPaths({ denied: ['golden-paths.use', 'scaffolder.task.read'] });
  }, 60_000);
  afterAll(() => paths.stop());

  const body = { templateRef: 'template:default/eks-blue-green', values: {} };

  it('answers nobody without credentials, and no service', async () => {
    for (const path of ['/names?name=x', '/runs/1']) {
      const answer = await request(`http://localhost:${paths.port}`).get(`/api/golden-paths${path}`);
      expect(answer.status).toBe(401);
    }
  });

  it('is for creators', async () => {
    expect((await paths.ask('get', '/golden-paths/names?name=payments')).status).toBe(403);
    expect((await paths.ask('post', '/golden-paths/previews', body)).status).toBe(403);
    expect((await paths.ask('post', '/golden-paths/runs/1/undo', {})).status).toBe(403);
    const plan = { name: 'payments', owner: 'group:default/storefront' };
    expect((await paths.ask('post', '/golden-paths/runs/1/plan', plan)).status).toBe(403);
  });

  it('shows a run to whom the scaffolder shows its task', async () => {
    const taskId = await paths.start({ name: 'payments', description: 'x', owner: 'x', size: 'small' });
    expect((await paths.ask('get', `/golden-paths/runs/${taskId}`)).status).toBe(403);
    expect((await paths.ask('get', '/golden-paths/runs/..%2F..%2Fv2')).status).toBe(404);
  });

  it('says that nothing is configured', async () => {
    const backend = await startTestBackend({
      features: [
        goldenPathsPlugin,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
    const answer = await request(backend.server).get('/api/golden-paths/names?name=payments');
    expect(answer.status).toBe(404);
    expect(answer.body.error.message).toContain('greenroom.goldenPaths');
    await backend.stop();
  });
});
