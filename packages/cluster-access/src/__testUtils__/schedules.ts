import fc from 'fast-check';
import { faults } from './faultScripts';

const place = {
  namespace: fc.constantFrom('a', 'b'),
  name: fc.integer({ min: 0, max: 4 }).map(n => `w${n}`),
};
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ act: fc.constant('put' as const), ...place }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('remove' as const), ...place }) },
  {
    weight: 1,
    arbitrary: fc.record({ act: fc.constant('empty' as const), namespace: place.namespace }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant('wait' as const),
      milliseconds: fc.integer({ min: 1, max: 250 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant('fault' as const), fault: fc.constantFrom(...faults) }),
  },
);
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** Writes, deletes, emptied namespaces, waits and faults in any order. */
export const schedule = fc.array(step, { minLength: 4, maxLength: 16 });
export type Schedule = Step[];
