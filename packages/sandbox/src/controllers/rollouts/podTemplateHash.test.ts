import { asJson } from '../views';
import richPodTemplate from './__fixtures__/richPodTemplate.json';
import { podTemplateHash } from './podTemplateHash';

const template = (container: object, spec: object = {}) =>
  JSON.parse(
    JSON.stringify({
      metadata: { labels: { app: 'shop' } },
      spec: { containers: [{ name: 'app', ports: [{ containerPort: 8080 }], ...container }], ...spec },
    }),
  );

describe('podTemplateHash', () => {
  it.each([
    // As the real controller 1.9.2 named the ReplicaSets of its lab.
    ['lab/app:1', '79df45dfbb'],
    ['lab/app:2', 'cf77cbf55'],
    ['lab/app:3', '5d6fcb6b44'],
    ['lab/app:bad', 'f9d9f799d'],
  ])('of %s is the real one', (image, hash) => {
    expect(podTemplateHash(template({ image }))).toBe(hash);
    expect(podTemplateHash(template({ image, resources: {} }))).toBe(hash);
  });

  it('of a template with probes, volumes, affinity and secrets is that of the Go types', () => {
    expect(podTemplateHash(asJson(richPodTemplate))).toBe('65bc5bf6df');
  });

  it('does not depend on the order of fields or the spelling of quantities', () => {
    const resources = { requests: { memory: '1024Mi', cpu: '0.5' } };
    const a = podTemplateHash(template({ image: 'a:1', resources, env: [{ name: 'A', value: 'b' }] }));
    const turned = { env: [{ value: 'b', name: 'A' }], image: 'a:1' };
    const b = podTemplateHash(
      template({ ...turned, resources: { requests: { cpu: '500m', memory: '1Gi' } } }),
    );
    expect(a).toBe(b);
  });

  it('changes with the collision count', () => {
    const one = template({ image: 'lab/app:1' });
    expect(podTemplateHash(one, 1)).not.toBe(podTemplateHash(one));
    expect(podTemplateHash(one, 1)).not.toBe(podTemplateHash(one, 2));
  });
});
