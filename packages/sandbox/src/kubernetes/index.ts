export { argoRolloutsResources } from './resources/argoRolloutsResources';
export { builtInResources as resourceDefinitions } from './resources/builtInResources';
export { ResourceRegistry } from './resources/ResourceRegistry';
export { labelSelector, selectorText, type LabelTest } from './selectors';
export { groupResource, StatusError, type StatusBody, type StatusCause } from './StatusError';
export { ObjectStore, type ObjectStoreOptions, type WriteOptions } from './store/ObjectStore';
export type { StorageSnapshot } from './store/Storage';
export type * from './types';
