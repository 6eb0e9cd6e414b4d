import { at, textAt } from '../json';
import { StatusError } from '../StatusError';
import type { KubeObject } from '../types';
import type { ApiRequest } from './ApiRequest';
import { keyOfRequest } from './creating';
import { plainText, type Answer } from './negotiation';
import type { Reading } from './reading';

/** Lines that a container wrote, oldest first. */
export interface LogLine {
  at: Date;
  text: string;
}

/** What kubelets know: the lines of one container; `previous` for the one before its last restart. */
export type PodLogs = (pod: KubeObject, container: string, previous: boolean) => readonly LogLine[];

/** @throws StatusError 400, 404 */
export function podLog(reading: Reading, request: ApiRequest, logs: PodLogs): Answer {
  const pod = reading.store.get(keyOfRequest(request));
  if (!pod) throw StatusError.notFound(request.definition, request.info.resource.name);
  const { query } = request.info;
  const lines = logs(pod, containerOf(pod, query.get('container')), query.get('previous') === 'true');
  const since = Number(query.get('sinceSeconds') ?? Infinity) * 1000;
  const recent = lines.filter(line => reading.now() - line.at.getTime() <= since);
  const tail = query.get('tailLines');
  const shown = tail === null ? recent : recent.slice(Math.max(0, recent.length - Number(tail)));
  const stamped = query.get('timestamps') === 'true';
  const text = shown.map(line => `${stamped ? `${line.at.toISOString()} ` : ''}${line.text}\n`).join('');
  return plainText(200, text);
}

function containerOf(pod: KubeObject, asked: string | null): string {
  const containers = at(pod, 'spec', 'containers');
  const names = (Array.isArray(containers) ? containers : []).map(each => textAt(each, 'name') ?? '');
  const { name } = pod.metadata;
  if (!asked) {
    if (names.length === 1) return names[0] ?? '';
    const message = `a container name must be specified for pod ${name}, choose one of: [${names.join(' ')}]`;
    throw StatusError.badRequest(message);
  }
  if (names.includes(asked)) return asked;
  throw StatusError.badRequest(`container ${asked} is not valid for pod ${name}`);
}
