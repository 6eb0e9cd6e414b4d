import { groupResource } from '../StatusError';
import type { KubeObject, ResourceDefinition } from '../types';
import { builtInResources } from './builtInResources';
import { definitionsOf } from './customResources';

/** Which resources a server has: the built-in ones, and those whose CustomResourceDefinition is stored. */
export class ResourceRegistry {
  #custom = new Map<string, ResourceDefinition[]>();
  #aggregated = new Map<string, readonly ResourceDefinition[]>();
  #byPath = new Map<string, ResourceDefinition>();
  #byKey = new Map<string, ResourceDefinition>();
  #all: ResourceDefinition[] = [];

  constructor() {
    this.#rebuild();
  }

  all(): readonly ResourceDefinition[] {
    return this.#all;
  }

  /** As a path names it. */
  find(group: string, version: string, resource: string): ResourceDefinition | undefined {
    return this.#byPath.get(`${group}/${version}/${resource}`);
  }

  /** As the store names it: `pods`, `rollouts.argoproj.io`. The stored version, where there are several. */
  byKey(key: string): ResourceDefinition | undefined {
    return this.#byKey.get(key);
  }

  setCustom(crd: KubeObject): void {
    this.#custom.set(crd.metadata.name, definitionsOf(crd));
    this.#rebuild();
  }

  /** What a server behind this one has. @param apiService the name of what leads to it */
  setAggregated(apiService: string, definitions: readonly ResourceDefinition[]): void {
    this.#aggregated.set(apiService, definitions);
    this.#rebuild();
  }

  removeAggregated(apiService: string): void {
    if (this.#aggregated.delete(apiService)) this.#rebuild();
  }

  removeCustom(crdName: string): void {
    if (this.#custom.delete(crdName)) this.#rebuild();
  }

  #rebuild() {
    const more = [...this.#aggregated.values(), ...this.#custom.values()];
    this.#all = [...builtInResources, ...more.flat()];
    this.#byPath = new Map(this.#all.map(d => [`${d.group}/${d.version}/${d.resource}`, d]));
    this.#byKey = new Map([...this.#all].reverse().map(d => [groupResource(d), d]));
  }
}

/** The key under which a resource's objects are kept. */
export function storageKey(definition: ResourceDefinition): string {
  return definition.storedAs ?? groupResource(definition);
}
