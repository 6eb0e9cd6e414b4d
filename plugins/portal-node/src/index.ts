/**
 * What every backend feature shares: topics and sources for the stream, audiences and decisions for who may see what,
 * routes.
 *
 * @packageDocumentation
 */
export {
  audiencesServiceRef,
  createAudiences,
  type Appointed,
  type Audiences,
  type Place,
} from './audiences/Audiences';
export { createAudienceRule } from './audiences/audienceRule';
export { createAppointedRule } from './audiences/appointedRule';
export { KeptRights } from './audiences/KeptRights';
export { createPlaceRules, type PlaceRights } from './audiences/placeRules';
export { readAudiences, type AudienceEntry } from './audiences/config';
export { steadyClock, wallClock, type Now } from './clock';
export type { Asker, DecidedResourceType, Decision, Decisions, Refusal, Ruling } from './decisions/Decisions';
export { decisionsServiceRef } from './decisions/decisionsService';
export { PolicyDecisions, type PolicyDecisionsOptions } from './decisions/PolicyDecisions';
export { claimsBy, EntityClaims, type Claimant, type Claims } from './entities/EntityClaims';
export { EntityJoin, type EntityJoinOptions } from './entities/EntityJoin';
export { entityTopic } from './entities/entityTopic';
export { KubernetesClaims } from './entities/KubernetesClaims';
export { readEntityRef } from './entities/readEntityRef';
export { databaseNow } from './databaseNow';
export { FeatureReader, type FeatureReaderOptions, type ListedByFeature } from './features/FeatureReader';
export { areSeen, whenSeen } from './features/whenSeen';
export { globPattern } from './globPattern';
export { DatabaseInterestStore } from './interest/DatabaseInterestStore';
export { interestTables } from './interest/interestTables';
export { processPollClock, type PollClock } from './interest/PollClock';
export type { Asked, Looked, PolledSource } from './interest/PolledSource';
export { PolledSources, type PolledSourcesOptions } from './interest/PolledSources';
export { believedReport, sourceOf } from './interest/sourceOf';
export type { ChainedLine, Ledger, LedgerCheck, LedgerHead, LedgerLine, LedgerQuery } from './ledger/Ledger';
export { DatabaseLedger, type DatabaseLedgerOptions } from './ledger/DatabaseLedger';
export { chained, exportLine, genesis } from './ledger/chain';
export { headConfigMapSchema, headPatch, type HeadConfigMap } from './ledger/headConfigMap';
export { headKeeper, type HeadPlace } from './ledger/headKeeper';
export { HeadPublisher, type HeadPublisherOptions } from './ledger/HeadPublisher';
export { ledgerRoutes, type LedgerRoutesOptions } from './ledger/ledgerRoutes';
export { ledgerIndexes, ledgerTables } from './ledger/ledgerTables';
export { type LedgerSettings, readLedgerSettings } from './ledger/ledgerSettings';
export { publishedLedger, type PublishedLedgerOptions } from './ledger/publishedLedger';
export { parseSignedHead, readSigningKey, type SignedHead } from './ledger/SignedHead';
export { verifyExport, verifyExportFile } from './ledger/verifyExport';
export { migratedDatabase } from './migrations/migratedDatabase';
export { migrationSource } from './migrations/migrationSource';
export type { ByteChannel } from './router/ByteChannel';
export { createPortalRouter, type PortalRouterDeps } from './router/createPortalRouter';
export {
  declareRoute,
  type Call,
  type Principal,
  type Reply,
  type RouteDeclaration,
} from './router/declareRoute';
export { BadGatewayError, PayloadTooLargeError, TooManyRequestsError } from './router/errors';
export { entityTag } from './router/etag';
export { JsonDocument } from './router/JsonDocument';
export { SharedBytes } from './router/SharedBytes';
export { newestFirst, type NewestFirst } from './router/newestFirst';
export { pageOf, pagingQuery, type Page, type Paging } from './router/paging';
export { readReason } from './router/readReason';
export { refusalError, type Route } from './router/performRoute';
export type { SourceProvider } from './sources/SourceProvider';
export { createSourceRegistry, sourcesServiceRef, type SourceRegistry } from './sources/SourceRegistry';
export { PolledRows, type PolledRowsOptions } from './topics/PolledRows';
export * from './topics/Topic';
export {
  createTopicRegistry,
  topicsServiceRef,
  type KnownTopic,
  type TopicRegistry,
} from './topics/TopicRegistry';
export { ago, count, duration, moment, since } from './words';
