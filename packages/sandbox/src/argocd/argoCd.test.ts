import { TestArgoCd } from './__testUtils__/TestArgoCd';

const configMap = (name: string, v: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data: { v },
});
const deployment = (name: string, image: string, spec: object = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name },
  spec: {
    replicas: 1,
    progressDeadlineSeconds: 15,
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: { containers: [{ name: 'a', image }] } },
    ...spec,
  },
});

describe('An Application', () => {
  let argo: TestArgoCd;

  beforeEach(() => {
    argo = new TestArgoCd();
  });

  afterEach(() => argo.stop());

  it('goes from missing to synced and healthy', async () => {
    const revision = argo.repository.commit({
      'a/c.yaml': configMap('a-c', '1'),
      'a/d.yaml': deployment('a-d', 'app:1'),
    });
    const application = argo.create('a');
    await application.until('OutOfSync/Missing');
    expect(application.at('sync', 'revision')).toBe(revision);
    application.sync();
    await application.untilPhase('Succeeded');
    expect(application.state).toBe('OutOfSync/Missing');
    await application.until('Synced/Progressing');
    await application.until('Synced/Healthy');
  });
});
