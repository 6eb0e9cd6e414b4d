import { isDeepStrictEqual } from 'node:util';
import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  type GuardedPatch,
  type ObjectRef,
  rolloutsKind,
  WorldChangedError,
} from '@greenroom/cluster-access';
import type { z } from 'zod';
import { FakeCluster } from '@greenroom/cluster-access/testUtils';
import { type Changes, rolloutRowOf } from '../../__testUtils__/objects';

/** What an API server answers instead of what it would. */
export type Trouble = () => void;

/** A cluster of stored objects, written by guarded patches as an API server does it, with no controller behind it. */
export class StoredCluster extends FakeCluster {
  readonly patches: GuardedPatch[] = [];
  readonly #objects = new Map<string, Changes>();
  #version = 1;
  /** Thrown by reads, or before and after a write is stored. */
  reading?: Trouble;
  writing?: Trouble;
  written?: Trouble;
  /** What a dry run answers. */
  dry?: unknown;

  /** Stores an object as somebody else's write; nobody is told but by the watch of rollouts. */
  store(resource: string, name: string, object: Changes) {
    this.#version += 1;
    const metadata = { ...(object.metadata as Changes), resourceVersion: String(this.#version) };
    const stored = structuredClone({ ...object, metadata });
    this.#objects.set(`${resource}/${name}`, stored);
    if (resource === 'rollouts') {
      this.watch(rolloutsKind).put(rolloutRowOf(stored));
    }
  }

  remove(resource: string, name: string) {
    this.#objects.delete(`${resource}/${name}`);
  }

  stored(resource: string, name: string): Changes {
    const object = this.#objects.get(`${resource}/${name}`);
    if (!object) {
      throw new NotFoundError(`${this.name}: there is no ${resource} ${name}`);
    }
    return object;
  }

  override async read<T extends z.ZodType>({ type, name }: ObjectRef, schema: T): Promise<z.infer<T>> {
    this.reading?.();
    return schema.parse(structuredClone(this.stored(type.resource, name)));
  }

  override async guardedPatch(patch: GuardedPatch): Promise<unknown> {
    if (patch.dryRun) {
      return this.dry;
    }
    this.writing?.();
    const { type, name } = patch.ref;
    const object = structuredClone(this.stored(type.resource, name));
    const changes = patch.preconditions
      .filter(({ path, value }) => !isDeepStrictEqual(plain(at(object, path) ?? null), plain(value)))
      .map(({ path, value }) => ({ path, expected: value }));
    if (changes.length > 0) {
      throw new ConflictError('refused', new WorldChangedError(name, changes));
    }
    patch.change.forEach(change => set(object, change.path, 'value' in change ? change.value : undefined));
    this.patches.push(patch);
    this.store(type.resource, name, object);
    this.written?.();
    return object;
  }
}

/** Of this realm, whoever made it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function steps(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function at(object: unknown, path: string): unknown {
  return steps(path).reduce<unknown>((held, step) => (held as Changes | undefined)?.[step], object);
}

function set(object: Changes, path: string, value: unknown) {
  const way = steps(path);
  const last = way.pop() ?? '';
  const parent = way.reduce<Changes>((held, step) => held[step] as Changes, object);
  if (value === undefined) {
    delete parent[last];
  } else {
    parent[last] = value;
  }
}
