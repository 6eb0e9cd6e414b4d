import { jsonEqual } from '../../kubernetes/json';
import { StatusError } from '../../kubernetes/StatusError';
import { type KubeObject } from '../../kubernetes/types';
import { type Cluster } from '../Cluster';
import { fnv32a, safeEncoded } from '../hashing';
import { controllerReference } from '../ownership';
import { type JsonObject } from '../views';

const resource = 'controllerrevisions.apps';

export interface RevisionWords {
  /** The label that says the hash; StatefulSets and DaemonSets differ. */
  hashLabel: string;
  annotations?: Record<string, string>;
}

/** The templates that a StatefulSet or DaemonSet has had, each as a ControllerRevision. */
export class Revisions {
  constructor(
    private readonly cluster: Cluster,
    private readonly words: RevisionWords,
  ) {}

  /** Oldest first. */
  of(stored: KubeObject): KubeObject[] {
    return this.cluster
      .informer(resource)
      .controlledBy(stored.metadata.uid)
      .sort((a, b) => numberOf(a) - numberOf(b));
  }

  /**
   * The revision of the present template: made if there is none, and made the newest if it was an earlier one.
   * @param labels of the pods
   */
  current(stored: KubeObject, labels: Record<string, string>): KubeObject {
    const data = dataOf(stored);
    const all = this.of(stored);
    const newest = all.at(-1);
    const same = all.findLast(each => jsonEqual(each.data, data));
    if (!same) return this.create(stored, { data, labels, number: nextNumber(newest) });
    if (same === newest) return same;
    const { namespace, name } = same.metadata;
    return this.cluster.api.patch({ resource, namespace, name }, { revision: nextNumber(newest) });
  }

  /** Deletes the oldest that nothing uses, but for as many as are to be kept. */
  trim(stored: KubeObject, limit: number, used: ReadonlySet<string>): void {
    const unused = this.of(stored).filter(({ metadata }) => !used.has(metadata.name));
    for (const { metadata } of unused.slice(0, Math.max(0, unused.length - limit))) {
      this.cluster.api.delete({ resource, namespace: metadata.namespace, name: metadata.name });
    }
  }

  private create(
    stored: KubeObject,
    { data, labels, number }: { data: JsonObject; labels: Record<string, string>; number: number },
  ): KubeObject {
    const { namespace, name } = stored.metadata;
    const hash = safeEncoded(fnv32a(JSON.stringify(data)));
    const { annotations } = this.words;
    try {
      return this.cluster.api.create(resource, {
        apiVersion: 'apps/v1',
        kind: 'ControllerRevision',
        metadata: {
          name: `${name}-${hash}`,
          namespace,
          labels: { ...labels, [this.words.hashLabel]: hash },
          ...(annotations && { annotations }),
          ownerReferences: [controllerReference(stored)],
        },
        data,
        revision: number,
      });
    } catch (error) {
      const known = this.cluster.informer(resource).get(namespace, `${name}-${hash}`);
      if (known && error instanceof StatusError && error.code === 409) return known;
      throw error;
    }
  }
}

export function numberOf({ revision }: KubeObject): number {
  return typeof revision === 'number' ? revision : 0;
}

function nextNumber(newest: KubeObject | undefined): number {
  return newest ? numberOf(newest) + 1 : 1;
}

/** The template as a patch that puts it back, which is how kubectl undoes. */
function dataOf({ spec }: KubeObject): JsonObject {
  const template = spec?.template;
  const fields =
    typeof template === 'object' && template !== null && !Array.isArray(template) ? template : {};
  return { spec: { template: { $patch: 'replace', ...fields } } };
}

/** The template that a revision keeps. */
export function templateOf({ data }: KubeObject): unknown {
  const spec = isRecord(data) ? data.spec : undefined;
  const template = isRecord(spec) ? spec.template : undefined;
  if (!isRecord(template)) return undefined;
  const { $patch: _directive, ...fields } = template;
  return fields;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
