/** What the tests of every backend share; no running code may import it. */
export { bounded } from './bounded';
export { eachDatabase, type OpenDatabase, postgresUrl } from './eachDatabase';
export { makeEntity, makeGroup, makeUser } from './entities';
export { ledgerThroughMigrations } from './ledgerThroughMigrations';
export { putClockAhead, trueNow } from './processClock';
export { startFeature, type FeatureBackendOptions, type TestPolicy } from './startFeature';
export { until } from './until';
export { VirtualClock } from '../interest/__testUtils__/VirtualClock';
