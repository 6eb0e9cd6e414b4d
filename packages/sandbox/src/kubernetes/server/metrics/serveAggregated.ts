import { aggregatedResources } from '../../resources/aggregatedResources';
import type { ObjectStore } from '../../store/ObjectStore';

const apiServices = 'apiservices.apiregistration.k8s.io';

/** From now on the server has what its APIServices lead to, as long as they are there. */
export function serveAggregated(store: ObjectStore): void {
  const { registry } = store;
  const add = (name: string) => {
    const definitions = aggregatedResources[name];
    if (definitions) registry.setAggregated(name, definitions);
  };
  for (const { metadata } of store.list(apiServices)) add(metadata.name);
  store.watch(apiServices, ({ type, object: { metadata } }) => {
    if (type === 'ADDED') add(metadata.name);
    if (type === 'DELETED') registry.removeAggregated(metadata.name);
  });
}
