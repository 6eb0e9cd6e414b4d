import { at } from '../../kubernetes/json';
import { TestCluster } from '../__testUtils__/TestCluster';

const groupAnnotation = 'alb.ingress.kubernetes.io/group.name';
const ingresses = 'ingresses.networking.k8s.io';

function create(cluster: TestCluster, name: string, ingressClassName: string, group?: string) {
  const annotations: Record<string, string> = group === undefined ? {} : { [groupAnnotation]: group };
  cluster.create(ingresses, {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name, namespace: 'default', annotations },
    spec: {
      ingressClassName,
      rules: [
        {
          host: `${name}.example`,
          http: {
            paths: [
              { path: '/', pathType: 'Prefix', backend: { service: { name, port: { name: 'http' } } } },
            ],
          },
        },
      ],
    },
  });
}

it('those of one group share a balancer, one in none has its own, and another class is left to others', () => {
  const cluster = new TestCluster();
  create(cluster, 'cart', 'alb', 'shop');
  create(cluster, 'search', 'alb', 'shop');
  create(cluster, 'alone', 'alb');
  create(cluster, 'other', 'nginx');
  const hostname = (name: string) =>
    at(cluster.get(ingresses, name), 'status', 'loadBalancer', 'ingress', '0', 'hostname');
  cluster.pass(1);
  expect(hostname('cart')).toBeUndefined();
  cluster.pass(3);
  expect(hostname('cart')).toMatch(/^k8s-shop-[0-9a-f]{10}-\d+\.eu-central-1\.elb\.amazonaws\.com$/);
  expect(hostname('search')).toBe(hostname('cart'));
  expect(hostname('alone')).toMatch(/elb\.amazonaws\.com$/);
  expect(hostname('alone')).not.toBe(hostname('cart'));
  expect(hostname('other')).toBeUndefined();
  expect(cluster.events('cart')).toEqual(['SuccessfullyReconciled: Successfully reconciled']);
});
