export { type EventRow, eventsKind } from './eventsKind';
export { ownMarks } from './metadata';
export { type NamespaceRow, namespacesKind } from './namespacesKind';
export { type NodeRow, nodesKind } from './nodesKind';
export { type PodRow, podsKind } from './podsKind';
export { type QuotaRow, quotasKind } from './quotasKind';
export { type ReplicaSetRow, replicaSetsKind } from './replicaSetsKind';
export { type ServiceRow, servicesKind } from './servicesKind';
