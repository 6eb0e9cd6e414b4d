import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { TemplateAction, TemplateExample } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { validate } from 'jsonschema';

export interface Performance {
  input: JsonObject;
  files?: Record<string, string>;
  run?: string;
  isDryRun?: boolean;
  secrets?: Record<string, string>;
  /** Of an earlier try: what was kept is not done again. */
  checkpoints?: Map<string, JsonValue>;
}

/** One performance of an action: what it said, what came out, and what it failed with. */
export interface Performed {
  log: string[];
  output: Record<string, unknown>;
  error?: Error;
}

/** Performs an action as the scaffolder does: its input is held against its schema before, its output here. */
export async function perform<Input extends JsonObject, Output extends JsonObject>(
  action: TemplateAction<Input, Output>,
  what: Performance,
): Promise<Performed> {
  const { input, files = {}, run = 'run-1', isDryRun = false, secrets, checkpoints = new Map() } = what;
  const log: string[] = [];
  const output: Record<string, unknown> = {};
  const logger = mockServices.logger.mock({
    info: text => void log.push(text),
    warn: text => void log.push(text),
  });
  const wrong = validate(input, action.schema?.input ?? {}).errors;
  if (wrong.length > 0) {
    return { log, output, error: new TypeError(wrong.join('; ')) };
  }
  const mock = createMockActionContext<Input, Output>({
    input: input as Input,
    logger,
    workspacePath: workspaceOf(files),
    task: { id: run },
    secrets,
    getInitiatorCredentials: async () => mockCredentials.user('user:default/ada'),
  });
  const context: typeof mock = {
    ...mock,
    isDryRun,
    output: (name, value) => {
      output[String(name)] = value;
    },
    checkpoint: async ({ key, fn }) => {
      const value = checkpoints.has(key) ? checkpoints.get(key) : await fn();
      checkpoints.set(key, value);
      return value;
    },
  };
  try {
    await action.handler(context);
  } catch (error) {
    return { log, output, error: error instanceof Error ? error : new TypeError(String(error)) };
  }
  const strange = validate(output, { ...action.schema?.output, additionalProperties: false }).errors;
  return { log, output, ...(strange.length > 0 && { error: new TypeError(strange.join('; ')) }) };
}

function workspaceOf(files: Record<string, string>): string {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(workspace, path)), { recursive: true });
    writeFileSync(join(workspace, path), content);
  }
  return workspace;
}

/** An action whatever its input and output are. */
export interface Played {
  id: string;
  examples: readonly TemplateExample[];
  perform(what: Performance): Promise<Performed>;
}

export function played<Input extends JsonObject, Output extends JsonObject>(
  action: TemplateAction<Input, Output>,
): Played {
  const { id, examples = [] } = action;
  return { id, examples, perform: what => perform(action, what) };
}
