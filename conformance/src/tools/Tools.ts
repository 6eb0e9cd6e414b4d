import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { z } from 'zod';
import type { Program } from '../Check';

/** Where the official programs are; absent: not on this machine. */
export interface ToolPaths {
  kubectl?: string;
  rolloutsCli?: string;
  /** Those of `programs` that are in `PATH`. */
  programs?: readonly Program[];
}

export interface ToolResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** A program did something else than expected. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';
}

const LIMIT_MS = 60_000;
const failure = z.object({ code: z.union([z.number(), z.string()]).nullish() });

/** The official programs, pointed at one cluster and one namespace. */
export class Tools {
  constructor(
    private readonly paths: ToolPaths,
    private readonly at: { kubeconfig: string; context: string; namespace: string },
  ) {}

  /** `kubectl <args>`, whatever comes of it. */
  kubectl(args: string[], input?: string): Promise<ToolResult> {
    return run(this.paths.kubectl ?? 'kubectl', [...this.#connection(), ...args], input);
  }

  /** Its output. @throws ToolFailure when it ends with another code than 0 */
  async kubectlSays(args: string[], input?: string): Promise<string> {
    return said(`kubectl ${args.join(' ')}`, await this.kubectl(args, input));
  }

  /** `kubectl argo rollouts <args>`, whatever comes of it. */
  rollouts(args: string[]): Promise<ToolResult> {
    return run(this.paths.rolloutsCli ?? 'kubectl-argo-rollouts', [...args, ...this.#connection()]);
  }

  /** Its output. @throws ToolFailure when it ends with another code than 0 */
  async rolloutsSays(args: string[]): Promise<string> {
    return said(`kubectl argo rollouts ${args.join(' ')}`, await this.rollouts(args));
  }

  #connection(): string[] {
    const { kubeconfig, context, namespace } = this.at;
    return ['--kubeconfig', kubeconfig, '--context', context, '--namespace', namespace];
  }
}

function said(what: string, { code, stdout, stderr }: ToolResult): string {
  if (code !== 0) {
    throw new ToolFailure(`${what} ended with ${code}: ${stderr}${stdout}`);
  }
  return stdout;
}

function run(program: string, args: string[], input?: string): Promise<ToolResult> {
  return new Promise(resolve => {
    const child = execFile(program, args, { timeout: LIMIT_MS, maxBuffer: 32e6 }, (error, stdout, stderr) => {
      const { code } = failure.parse(error ?? {});
      resolve({ code: error ? Number(code ?? 1) || 1 : 0, stdout, stderr });
    });
    child.stdin?.end(input ?? '');
  });
}

/** The first program of these names in `PATH`. */
export function onPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(directory => directory !== '')
    .map(directory => join(directory, name))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What a program prints first, to be told beside the results. */
export function versionOf(program: string, args: string[]): Promise<string> {
  return new Promise(resolve => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', part => {
      text += String(part);
    });
    child.on('error', () => resolve('unknown'));
    child.on('close', () => resolve(/v\d+\.\d+\.\d+\S*/.exec(text)?.[0] ?? 'unknown'));
  });
}
