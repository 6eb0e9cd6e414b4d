import { type ImageRegistry, referenceOf } from '../../images/ImageRegistry';
import type { Release } from '../../images/Release';
import { nextVersion, repositoryOf } from './releases';

/** The storefront's own pipelines: each build is the next version of a service. */
export class Builds {
  private readonly latest = new Map<string, string>();

  constructor(readonly registry: ImageRegistry) {}

  /** Builds the next version. Returns its image. */
  next(namespace: string, service: string, release: Release): string {
    return this.publish(namespace, service, nextVersion(this.latest.get(service) ?? 'v0.1.0'), release);
  }

  /** A version that was built long ago, or now. Returns its image. */
  publish(namespace: string, service: string, tag: string, release: Release): string {
    this.latest.set(service, tag);
    return referenceOf(this.registry.push({ repository: repositoryOf(namespace, service), tag, release }));
  }
}
