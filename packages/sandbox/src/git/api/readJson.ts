import type { IncomingMessage } from 'node:http';
import { readBody } from '../../loopback/body';
import { SandboxError } from '../../SandboxError';
import { GitProblem } from '../GitProblem';

/** A commit of many files comes in one body, in base64. */
const largest = 48 * 1024 * 1024;

/** @throws GitProblem 413 for too much, 415 for another type than JSON, 400 for what is none */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const text = await bodyOf(request);
  if (text === '') return undefined;
  if (!request.headers['content-type']?.toLowerCase().startsWith('application/json')) {
    throw new GitProblem(415, 'Send the body as application/json.');
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new GitProblem(400, 'The body is not JSON.');
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  try {
    return await readBody(request, largest);
  } catch (error) {
    if (error instanceof SandboxError) throw new GitProblem(413, error.message);
    throw error;
  }
}
