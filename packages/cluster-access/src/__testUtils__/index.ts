/** Clusters for the tests of every backend; no running code may import them. */
export { FakeCluster, FakeCollection, fakeClusters } from './FakeCluster';
export { provideClusters } from './provideClusters';
