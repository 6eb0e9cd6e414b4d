import { createApiRef } from '@backstage/frontend-plugin-api';
import { z } from 'zod';

export const scenarioSchema = z.object({
  name: z.string(),
  state: z.enum(['running', 'paused']),
  /** How many seconds of waiting pass in one second. */
  speed: z.number().positive(),
  now: z.iso.datetime({ offset: true }),
  next: z
    .object({
      at: z.iso.datetime({ offset: true }),
      /** From `now`, at the present speed; where it is missing `at` says it. */
      inSeconds: z.number().optional(),
      text: z.string(),
    })
    .optional(),
  seed: z.union([z.number(), z.string()]),
});
/** The scripted day that the sandbox plays. */
export type Scenario = z.infer<typeof scenarioSchema>;

/** What can be done to the scenario, by the name of its route. */
export type ScenarioAct =
  | { act: 'pause' | 'resume' | 'reset' }
  | { act: 'speed'; speed: number }
  | { act: 'advance'; seconds: number };

/** The sandbox’s control interface. */
export interface Sandbox {
  readonly url: string;
  /** @throws InputError or ServiceUnavailableError with the sandbox’s words; TypeError when it does not answer */
  scenario(signal: AbortSignal): Promise<Scenario>;
  /** @throws InputError or ServiceUnavailableError with the sandbox’s words; TypeError when it does not answer */
  perform(act: ScenarioAct): Promise<void>;
}

/** `sandbox` is there only while the portal runs on one. */
export interface SandboxApi {
  readonly sandbox: Sandbox | undefined;
}

export const sandboxApiRef = createApiRef<SandboxApi>().with({
  id: 'plugin.portal.sandbox',
  pluginId: 'portal',
});
