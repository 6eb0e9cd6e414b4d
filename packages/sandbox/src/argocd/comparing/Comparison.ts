import { type JsonObject } from '../../controllers/views';
import { type KubeObject } from '../../kubernetes/types';
import { type Condition, type HealthCode, type SyncCode } from '../application';
import { type ResourceKey } from '../tracking';

/** One object as git and as the cluster have it; one of both is there at least. */
export interface ManagedResource {
  key: ResourceKey;
  version: string;
  target?: JsonObject;
  live?: KubeObject;
  /** Made for a sync only: it is neither in sync nor out of it. */
  hook: boolean;
  /** The live object says it is this Application's. */
  own: boolean;
  /** Applying would change something. */
  modified: boolean;
}

/** How the cluster compares with git. */
export interface Comparison {
  /** The commit that was compared with; undefined when it could not be had. */
  revision?: string;
  sourceType?: string;
  resources: ManagedResource[];
  conditions: Omit<Condition, 'lastTransitionTime'>[];
  sync: SyncCode;
  health: HealthCode;
}
