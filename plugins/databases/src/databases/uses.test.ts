import { DATABASES_ANNOTATION } from '@greenroom/plugin-databases-common';
import { usesDatabases } from './uses';

it.each([
  [undefined, false],
  [{}, false],
  [{ [DATABASES_ANNOTATION]: ' , ' }, false],
  [{ [DATABASES_ANNOTATION]: 'shop-aurora' }, true],
])('a service with annotations %j: %p', (annotations, uses) => {
  expect(usesDatabases({ metadata: { name: 'checkout', annotations } })).toBe(uses);
});
