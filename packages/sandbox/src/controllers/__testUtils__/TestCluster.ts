import { ManualClock } from '../../clock/ManualClock';
import { argoRolloutsResources, ObjectStore } from '../../kubernetes';
import { type KubeObject, type NewObject } from '../../kubernetes/types';
import { type ControllerOptions } from '../Cluster';
import { type ImageBehaviour } from '../ImageBehaviour';
import { startControllers, type Controllers } from '../startControllers';

/** A cluster whose time passes by hand: a real store, all controllers, two nodes. Errors of controllers are thrown. */
export class TestCluster {
  readonly clock: ManualClock;
  readonly api: ObjectStore;
  readonly images = new Map<string, ImageBehaviour>();
  /** Values by query or URL; a text is the error that the provider answers with. */
  readonly metrics = new Map<string, number | string>();
  controllers: Controllers;
  readonly errors: unknown[] = [];
  private readonly options: ControllerOptions;

  constructor(options: ControllerOptions & { nodes?: string[]; seed?: number } = {}) {
    const { nodes = ['node-a', 'node-b'], seed = 1, ...controllerOptions } = options;
    this.clock = new ManualClock({ seed });
    this.api = new ObjectStore({ clock: this.clock });
    for (const crd of argoRolloutsResources)
      this.api.create('customresourcedefinitions.apiextensions.k8s.io', crd);
    for (const name of nodes)
      this.api.create('nodes', { apiVersion: 'v1', kind: 'Node', metadata: { name } });
    this.options = controllerOptions;
    this.controllers = this.start();
  }

  /** Stops the controllers and starts new ones on the same objects. */
  restart(): void {
    this.controllers.stop();
    this.controllers = this.start();
  }

  private start(): Controllers {
    return startControllers({
      api: this.api,
      clock: this.clock,
      images: reference => this.images.get(reference),
      metrics: query => this.metric(query),
      prometheus: ({ query }) => {
        const value = this.metric(query);
        return { type: 'vector', values: value === undefined ? [] : [value] };
      },
      options: { onError: (_controller, _key, error) => this.errors.push(error), ...this.options },
    });
  }

  /** Lets sandbox time pass. @throws the first error a controller ran into */
  pass(seconds: number): void {
    this.clock.advance(seconds * 1000);
    if (this.errors.length) throw this.errors[0];
  }

  private metric(query: string): number | undefined {
    const value = this.metrics.get(query);
    if (typeof value === 'string') throw new TypeError(value);
    return value;
  }

  create(resource: string, object: NewObject): KubeObject {
    return this.api.create(resource, object);
  }

  get(resource: string, name: string, namespace = 'default'): KubeObject | undefined {
    return this.api.get({ resource, namespace, name });
  }

  /** `reason: message` of the events about objects whose name starts so, in order. */
  events(prefix = ''): string[] {
    return this.api
      .list('events')
      .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
      .filter(({ metadata }) => metadata.name.startsWith(prefix))
      .map(({ reason, message }) => `${String(reason)}: ${String(message)}`);
  }
}
