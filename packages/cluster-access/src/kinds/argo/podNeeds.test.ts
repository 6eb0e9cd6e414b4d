import { podNeeds, podSpecSchema } from './podNeeds';

const of = (spec: unknown) => podNeeds(podSpecSchema.parse(spec));
const asks = (requests: object, limits: object = {}, more: object = {}) => ({
  resources: { requests, limits },
  ...more,
});

it('adds what the containers of a pod ask for', () => {
  const app = asks({ cpu: '500m', memory: '1Gi' }, { cpu: 1, memory: '1Gi' });
  const proxy = asks({ memory: '128Mi' }, { cpu: '250m', memory: '256Mi' });
  expect(of({ containers: [app, proxy] })).toEqual({
    'requests.cpu': 0.75,
    'requests.memory': 1.125 * 2 ** 30,
    'limits.cpu': 1.25,
    'limits.memory': 1.25 * 2 ** 30,
  });
});

it('counts init containers as the scheduler does', () => {
  const containers = [asks({ cpu: 1 })];
  expect(of({ containers, initContainers: [asks({ cpu: 3 }), asks({ cpu: 2 })] })).toEqual({
    'requests.cpu': 3,
  });
  const sidecar = asks({ cpu: 2 }, {}, { restartPolicy: 'Always' });
  expect(of({ containers, initContainers: [sidecar, {}] })).toEqual({ 'requests.cpu': 3 });
});

it('knows nothing that a container does not say', () => {
  expect(of({ containers: [asks({ cpu: 1 }), asks({ memory: '1Gi' })] })).toEqual({});
  expect(of({ containers: [asks({ cpu: 'much' })] })).toEqual({});
  expect(of({ containers: [] })).toBeUndefined();
  expect(of(undefined)).toBeUndefined();
});
