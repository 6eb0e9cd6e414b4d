import type { Answer } from '../../Api';
import { patchTypes } from '../../Api';
import type { CheckContext } from '../../CheckContext';
import { at } from '../../json';

export interface How {
  manager: string;
  force?: boolean;
  dryRun?: boolean;
}

/** Server-side apply, whatever comes of it. */
export function apply(
  { api }: Pick<CheckContext, 'api'>,
  path: string,
  body: object,
  { manager, force, dryRun }: How,
): Promise<Answer> {
  const query = {
    fieldManager: manager,
    ...(force && { force: 'true' }),
    ...(dryRun && { dryRun: 'All' }),
  };
  return api.ask({ method: 'PATCH', path, query, body, contentType: patchTypes.apply });
}

/** Who owns what: `manager Apply`, `manager Update status`. */
export function owners(object: unknown): Record<string, unknown> {
  const entries = at(object, 'metadata', 'managedFields');
  return Object.fromEntries(
    (Array.isArray(entries) ? entries : []).map(entry => {
      const words = ['manager', 'operation', 'subresource'].map(name => at(entry, name));
      return [words.filter(word => word !== undefined).join(' '), at(entry, 'fieldsV1')];
    }),
  );
}

/** A refusal because of others: which fields, and whose. */
export function conflicts(answer: Answer): [string, string][] {
  const causes = at(answer.body, 'details', 'causes');
  const found = (Array.isArray(causes) ? causes : []).map((cause): [string, string] => [
    String(at(cause, 'field')),
    String(at(cause, 'message')),
  ]);
  return found.sort(([a], [b]) => (a < b ? -1 : 1));
}

export function deployment(spec: object, metadata: object = {}) {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata, spec };
}

/** One of which nothing runs. */
export function wholeDeployment(name: string, container: object = {}) {
  const labels = { app: name };
  const containers = [{ name: 'app', image: 'registry.k8s.io/pause:3.8', ...container }];
  const template = { metadata: { labels }, spec: { containers } };
  return deployment({ replicas: 0, selector: { matchLabels: labels }, template }, { name });
}

export function apps({ namespace }: Pick<CheckContext, 'namespace'>, ...rest: string[]): string {
  return ['/apis/apps/v1/namespaces', namespace, ...rest].join('/');
}
