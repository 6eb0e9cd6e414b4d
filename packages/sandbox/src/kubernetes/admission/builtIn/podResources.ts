import { at } from '../../json';
import { amountOf, sum, ZERO, type Amount } from './amounts';

export type ResourceSide = 'requests' | 'limits';

export function listAt(value: unknown, ...path: string[]): unknown[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** What a pod's containers ask for or may take together; an init container counts if it alone takes more. */
export function podAmount(pod: unknown, side: ResourceSide, name: string): Amount {
  const of = (container: unknown) => amountOf(at(container, 'resources', side, name));
  const together = listAt(pod, 'spec', 'containers').map(of).reduce(sum, ZERO);
  const inits = listAt(pod, 'spec', 'initContainers').map(of);
  return inits.reduce((most, each) => (each.value > most.value ? each : most), together);
}

/** Whether any container says so. */
export function saysAny(pod: unknown, side: ResourceSide, name: string): boolean {
  return listAt(pod, 'spec', 'containers').some(each => at(each, 'resources', side, name) !== undefined);
}
