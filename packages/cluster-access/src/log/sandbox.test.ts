import { startSandboxClusters } from '../__testUtils__/sandboxClusters';
import { keepingLogger } from '../__testUtils__/logger';
import { eventually } from '../__testUtils__/watching';
import { systemClock } from '../clock';
import { urlCredentials } from '../connection/urlCredentials';
import { LiveCluster } from '../LiveCluster';
import { tuning } from '../tuning';

it('follows a container of the sandbox until its pod is gone, and says so', async () => {
  const clusters = await startSandboxClusters(['logs']);
  const outside = clusters.cluster('logs');
  const { name, url, certificateAuthority: caData, tokens } = outside;
  const cluster = new LiveCluster({
    name,
    load: urlCredentials({ name, url, caData, token: tokens.admin }),
    clock: systemClock,
    tuning,
    logger: keepingLogger(),
    version: '1.2.3',
  });
  cluster.start();
  const key = { resource: 'pods', namespace: 'default', name: 'web' };
  outside.api.create('pods', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: 'default', name: 'web' },
    spec: { containers: [{ name: 'app', image: 'web:1' }] },
  });
  await eventually(() => expect(outside.api.get(key)?.status?.phase).toBe('Running'), 15_000);

  const log = cluster.log({ namespace: 'default', name: 'web' }, { follow: true, timestamps: true });
  let text = '';
  for await (const chunk of log) {
    text += chunk.toString();
    if (text.includes('listening') && outside.api.get(key)) {
      outside.api.delete(key, { gracePeriodSeconds: 0 });
    }
  }
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z starting$/m);
  expect(log.end).toBe('pod-gone');

  const refused = (async () => {
    for await (const chunk of cluster.log({ namespace: 'default', name: 'web' })) {
      text += chunk.toString();
    }
  })();
  await expect(refused).rejects.toThrow(/there is no such thing/);
  await cluster.stop();
  await clusters.stop();
}, 40_000);
