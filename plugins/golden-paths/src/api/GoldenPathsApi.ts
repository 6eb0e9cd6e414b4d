import { createApiRef } from '@backstage/frontend-plugin-api';
import type { Me } from '@greenroom/plugin-portal-common';
import type { NamesAnswer, Preview, RunReport } from '@greenroom/plugin-golden-paths-common';
import type { Values } from '../form/schema';

/** What a name is checked for. */
export interface NamesQuery {
  templateRef: string;
  name: string;
  /** Entity ref of the owning group, as far as it is chosen. */
  owner?: string;
}

/** A run that is asked for, or only looked at. */
export interface RunRequest {
  templateRef: string;
  values: Values;
}

/**
 * What a person asks of golden paths. Every method rejects with a `ResponseError` whose `cause` has the server's error
 * with its name, with a `TypeError` when the server cannot be reached, and with an `AbortError` after `signal`.
 */
export interface GoldenPathsApi {
  /** Who the portal takes the person for: asked once for as long as the page lives. */
  me(): Promise<Me>;
  /** What a name would become, and what the platforms have against it. */
  names(query: NamesQuery, signal?: AbortSignal): Promise<NamesAnswer>;
  /** Everything that would be made. Makes nothing. */
  preview(request: RunRequest, signal?: AbortSignal): Promise<Preview>;
  /** What a run has made and what of that is left. */
  run(taskId: string): Promise<RunReport>;
}

export const goldenPathsApiRef = createApiRef<GoldenPathsApi>().with({
  id: 'plugin.golden-paths.client',
  pluginId: 'golden-paths',
});
