import { createApiRef } from '@backstage/frontend-plugin-api';
import type { Scenario, ScenarioAct } from './scenario';

/** What is known of the sandbox now. The object changes identity when something in it changed. */
export interface SandboxView {
  /** The last answer, and when it came. */
  scenario?: Scenario;
  askedAt?: Date;
  /** Why there is no newer answer. */
  failure?: string;
  /** The act that is under way. */
  acting?: ScenarioAct['act'];
  /** Why the last act did not happen. */
  refused?: string;
}

/** The sandbox that the portal runs on, if it does. */
export interface SandboxApi {
  /** Where it listens; absent where there is none. */
  readonly url: string | undefined;
  /** Keeps `view` up to date until the returned function is called; `listener` is told of changes. */
  subscribe(listener: () => void): () => void;
  view(): SandboxView;
  /** Settles when the view shows how it went; one act at a time. */
  perform(act: ScenarioAct): Promise<void>;
}

export const sandboxApiRef = createApiRef<SandboxApi>().with({
  id: 'plugin.portal.sandbox',
  pluginId: 'portal',
});
