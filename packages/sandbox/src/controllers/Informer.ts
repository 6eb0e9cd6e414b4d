import { type KubeObject, type ObjectApi, type WatchEvent } from '../kubernetes/types';

/** `namespace/name`, or the name alone of what is in no namespace. */
export function keyOf(object: KubeObject): string {
  const { namespace, name } = object.metadata;
  return namespace ? `${namespace}/${name}` : name;
}

/** The two halves of a key. */
export function splitKey(key: string): { namespace?: string; name: string } {
  const [first = '', second] = key.split('/');
  return second === undefined ? { name: first } : { namespace: first, name: second };
}

/** Keys of values, the empty ones dropped. */
class Index {
  private readonly groups = new Map<string, Map<string, KubeObject>>();

  of(group: string): KubeObject[] {
    return [...(this.groups.get(group)?.values() ?? [])];
  }

  set(group: string | undefined, key: string, object: KubeObject): void {
    if (group === undefined) return;
    const members = this.groups.get(group) ?? new Map<string, KubeObject>();
    members.set(key, object);
    this.groups.set(group, members);
  }

  delete(group: string | undefined, key: string): void {
    if (group === undefined) return;
    const members = this.groups.get(group);
    members?.delete(key);
    if (members?.size === 0) this.groups.delete(group);
  }
}

/** The uid of the object's controller, if it has one. */
export function controllerUid(object: KubeObject): string | undefined {
  return object.metadata.ownerReferences?.find(reference => reference.controller)?.uid;
}

/**
 * The objects of one resource as they are now, found by key, namespace or controller. The objects are the store's own
 * frozen ones: nothing is copied.
 */
export class Informer {
  private readonly objects = new Map<string, KubeObject>();
  private readonly byNamespace = new Index();
  private readonly byController = new Index();
  private readonly handlers: ((event: WatchEvent) => void)[] = [];
  private readonly unwatch: () => void;

  /** @param onError told when a handler throws, which must not reach whoever wrote the object */
  constructor(
    api: ObjectApi,
    private readonly resource: string,
    private readonly onError: (resource: string, key: string, error: unknown) => void,
  ) {
    this.unwatch = api.watch(resource, event => this.take(event));
    for (const object of api.list(resource)) this.store(object);
  }

  get(namespace: string | undefined, name: string): KubeObject | undefined {
    return this.objects.get(namespace ? `${namespace}/${name}` : name);
  }

  byKey(key: string): KubeObject | undefined {
    return this.objects.get(key);
  }

  list(): KubeObject[] {
    return [...this.objects.values()];
  }

  in(namespace: string): KubeObject[] {
    return this.byNamespace.of(namespace);
  }

  /** What the object with that uid controls. */
  controlledBy(uid: string): KubeObject[] {
    return this.byController.of(uid);
  }

  /** From now on, after this informer knows of the change; everything there is already comes first, as ADDED. */
  onEvent(handler: (event: WatchEvent) => void): void {
    for (const object of this.objects.values()) this.tell(handler, { type: 'ADDED', object });
    this.handlers.push(handler);
  }

  stop(): void {
    this.unwatch();
    this.handlers.length = 0;
  }

  private take(event: WatchEvent): void {
    const before = this.objects.get(keyOf(event.object));
    if (before) this.remove(before);
    if (event.type !== 'DELETED') this.store(event.object);
    for (const handler of this.handlers) this.tell(handler, { ...event, before: event.before ?? before });
  }

  private tell(handler: (event: WatchEvent) => void, event: WatchEvent): void {
    try {
      handler(event);
    } catch (error) {
      this.onError(this.resource, keyOf(event.object), error);
    }
  }

  private store(object: KubeObject): void {
    const key = keyOf(object);
    this.objects.set(key, object);
    this.byNamespace.set(object.metadata.namespace, key, object);
    this.byController.set(controllerUid(object), key, object);
  }

  private remove(object: KubeObject): void {
    const key = keyOf(object);
    this.objects.delete(key);
    this.byNamespace.delete(object.metadata.namespace, key);
    this.byController.delete(controllerUid(object), key);
  }
}
