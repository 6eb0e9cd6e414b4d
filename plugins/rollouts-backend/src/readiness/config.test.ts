import { ConfigReader } from '@backstage/config';
import { readReadinessConfig } from './config';

const read = (readiness?: object[]) =>
  readReadinessConfig(
    new ConfigReader({ greenroom: { ...(readiness && { readiness: readiness as never }) } }),
  );

it('asks nobody unless somebody is named', () => {
  expect([read(), read([])]).toEqual([[], []]);
});

it('gives each feature a time of its own', () => {
  expect(read([{ plugin: 'databases' }, { plugin: 'vault-leases', timeout: { seconds: 1 } }])).toEqual([
    { pluginId: 'databases', timeoutMs: 3_000 },
    { pluginId: 'vault-leases', timeoutMs: 1_000 },
  ]);
});

it.each([
  ['its own', [{ plugin: 'rollouts' }]],
  ['no plugin', [{ plugin: '../catalog' }]],
  ['one twice', [{ plugin: 'databases' }, { plugin: 'databases' }]],
])('refuses %s', (_, readiness) => {
  expect(() => read(readiness)).toThrow('is no other plugin of the portal, or is there twice');
});
