import { parseImage } from './image';

const digest = `sha256:${'0a'.repeat(32)}`;

it.each([
  ['app', { name: 'app' }],
  ['app:v1', { name: 'app', tag: 'v1' }],
  ['registry:5000/shop/app', { name: 'registry:5000/shop/app' }],
  ['registry:5000/shop/app:v1', { name: 'registry:5000/shop/app', tag: 'v1' }],
  [`shop/app@${digest}`, { name: 'shop/app', digest }],
  [`registry:5000/shop/app:v1@${digest}`, { name: 'registry:5000/shop/app', tag: 'v1', digest }],
  [`docker-pullable://shop/app@${digest}`, { name: 'shop/app', digest }],
  [digest, { name: '', digest }],
  ['', { name: '' }],
])('%s', (reference, parts) => {
  expect(parseImage(reference)).toEqual(parts);
});
