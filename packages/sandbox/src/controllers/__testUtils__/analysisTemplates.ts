import { type JsonObject } from '../views';
import { type TestCluster } from './TestCluster';

/** The templates of the lab in which the fixtures were recorded: they ask `http://metrics/<path>`. */
export function createLabTemplates(cluster: TestCluster): void {
  cluster.metrics.set('http://metrics/ok', 99.9);
  cluster.metrics.set('http://metrics/bad', 98.7);
  cluster.metrics.set('http://metrics/500', 'received non 2xx response code: 500');
  createTemplate(cluster, 'ok', '/ok');
  createTemplate(cluster, 'bad', '/bad');
  createTemplate(cluster, 'err', '/500');
  createTemplate(cluster, 'long', '/ok', { count: 60 });
  createTemplate(cluster, 'incon', '/bad', {
    failureCondition: 'result.successRate < 90',
    inconclusiveLimit: 0,
  });
}

function createTemplate(cluster: TestCluster, name: string, path: string, metric: JsonObject = {}): void {
  cluster.create('analysistemplates.argoproj.io', {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: { name, namespace: 'default' },
    spec: {
      metrics: [
        {
          name: 'success-rate',
          interval: '1s',
          count: 3,
          failureLimit: 0,
          successCondition: 'result.successRate >= 99',
          provider: { web: { url: `http://metrics${path}`, jsonPath: '{$.data}', timeoutSeconds: 5 } },
          ...metric,
        },
      ],
    },
  });
}
