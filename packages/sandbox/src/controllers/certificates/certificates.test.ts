import { operatorResources } from '../../clusters/operatorResources';
import { TestCluster } from '../__testUtils__/TestCluster';

const certificates = 'certificates.cert-manager.io';

function begin() {
  const cluster = new TestCluster();
  for (const crd of operatorResources) cluster.create('customresourcedefinitions.apiextensions.k8s.io', crd);
  cluster.create(certificates, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'web', namespace: 'default' },
    spec: {
      secretName: 'web-tls',
      dnsNames: ['web.example'],
      issuerRef: { kind: 'ClusterIssuer', name: 'letsencrypt' },
      duration: '2160h',
      renewBefore: '720h',
    },
  });
  return { cluster, status: () => cluster.get(certificates, 'web')?.status };
}

it('is being issued, and then ready until a month before its end', () => {
  const { cluster, status } = begin();
  cluster.pass(1);
  expect(status()?.conditions).toMatchObject([
    { type: 'Issuing', status: 'True', reason: 'DoesNotExist' },
    { type: 'Ready', status: 'False', message: 'Issuing certificate as Secret does not exist' },
  ]);
  cluster.pass(5);
  expect(status()).toMatchObject({
    conditions: [{ type: 'Ready', status: 'True', reason: 'Ready' }],
    notBefore: '2026-11-21T09:00:04Z',
    notAfter: '2027-02-19T09:00:04Z',
    renewalTime: '2027-01-20T09:00:04Z',
    revision: 1,
  });
});

it('is issued anew for other names', () => {
  const { cluster, status } = begin();
  cluster.pass(6);
  const key = { resource: certificates, namespace: 'default', name: 'web' };
  cluster.api.patch(key, { spec: { dnsNames: ['shop.example'] } });
  cluster.pass(1);
  expect(status()).toMatchObject({
    revision: 1,
    conditions: [{ type: 'Issuing' }, { reason: 'RequestChanged' }],
  });
  cluster.pass(5);
  expect(status()).toMatchObject({ revision: 2, conditions: [{ type: 'Ready', status: 'True' }] });
});
