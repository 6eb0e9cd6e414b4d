import { isUtf8 } from 'node:buffer';
import { stripVTControlCharacters } from 'node:util';
import type { ScaffolderDryRunResponse } from '@backstage/plugin-scaffolder-common';
import type { Preview, PreviewFile } from '@greenroom/plugin-golden-paths-common';
import { does } from './does';
import { type DryStep, placeOf, type Target, targetOf } from './targets';

/** What is sent to a page: a service is a twentieth of it. */
const MOST_FILES = 500;
const MOST_OF_A_FILE = 128 * 1024;
const MOST_BYTES = 4 * 1024 * 1024;

const running = /Running (\S+) in dry-run mode with inputs \(secrets redacted\): ([\s\S]*)$/;

/** The scaffolder's dry-run, in words of a preview: files by the repository they would be in, and steps in sentences. */
export function readDryRun({ log, directoryContents, steps }: DryRun): Preview {
  const inputs = inputsOf(log);
  const dry = steps
    .filter(({ id }) => inputs.has(id))
    .map(({ id, name, action }): DryStep => ({ id, name, action, input: inputs.get(id) ?? {} }));
  const targets = dry.flatMap(step => targetOf(step) ?? []);
  const { files, leftOut } = bounded(directoryContents.flatMap(file => place(file, targets)));
  return {
    files,
    leftOut,
    steps: dry.map(step => ({
      id: step.id,
      name: step.name,
      action: step.action,
      does: does(step, files.filter(file => file.repository === targetOf(step)?.repository).length),
    })),
    problems: [],
  };
}

type DryRun = Pick<ScaffolderDryRunResponse, 'log' | 'directoryContents' | 'steps'>;
type Placed = PreviewFile & { bytes: Buffer };

/** Of each step that would run: the first input it was said to have; a step for each of many says one each. */
function inputsOf(log: DryRun['log']): Map<string, Record<string, unknown>> {
  const inputs = new Map<string, Record<string, unknown>>();
  for (const { body } of log) {
    const [, , written] = running.exec(body.message) ?? [];
    if (body.stepId !== undefined && written !== undefined && !inputs.has(body.stepId)) {
      inputs.set(body.stepId, readInput(written));
    }
  }
  return inputs;
}

function readInput(written: string): Record<string, unknown> {
  try {
    const input: unknown = JSON.parse(stripVTControlCharacters(written));
    return typeof input === 'object' && input !== null ? { ...input } : {};
  } catch {
    return {};
  }
}

function place(file: DryRun['directoryContents'][number], targets: readonly Target[]): Placed[] {
  const at = placeOf(file.path, targets);
  const bytes = Buffer.from(file.base64Content, 'base64');
  return at ? [{ ...at, size: bytes.length, ...(file.executable && { executable: true }), bytes }] : [];
}

/** In order; contents only as long as there is room for them. */
function bounded(placed: readonly Placed[]): { files: PreviewFile[]; leftOut: number } {
  const sorted = [...placed].sort((one, other) => compare(keyOf(one), keyOf(other)));
  let room = MOST_BYTES;
  const files = sorted.slice(0, MOST_FILES).map(({ bytes, ...file }): PreviewFile => {
    if (!isText(bytes)) {
      return { ...file, left: 'binary' };
    }
    if (bytes.length > Math.min(MOST_OF_A_FILE, room)) {
      return { ...file, left: 'too-large' };
    }
    room -= bytes.length;
    return { ...file, content: bytes.toString('utf8') };
  });
  return { files, leftOut: sorted.length - files.length };
}

function isText(bytes: Buffer): boolean {
  return isUtf8(bytes) && !bytes.includes(0);
}

function keyOf({ repository, path }: PreviewFile): string {
  return `${repository}\0${path}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : 1;
}
