import type { ImageBehaviour, ImageBehaviours } from '../../controllers/ImageBehaviour';
import { imageOf, nextVersion, type Release } from './releases';

const behaviours: Record<Release, ImageBehaviour> = {
  good: { pullSeconds: 1.5, readyAfterSeconds: 5, outcome: 'ready' },
  slow: { pullSeconds: 3, readyAfterSeconds: 100, outcome: 'ready' },
  crashing: {
    pullSeconds: 1.5,
    outcome: 'crash',
    crashReason: 'Error',
    exitCode: 2,
    message: 'panic: MODEL_BUCKET is not set',
    logLines: ['starting', 'loading model', 'panic: MODEL_BUCKET is not set', 'goroutine 1 [running]:'],
  },
  failing: { pullSeconds: 1.5, readyAfterSeconds: 5, outcome: 'ready' },
};

/** The images that were built, each under a version of its own, and how they run. */
export class ImageRegistry {
  private readonly releases = new Map<string, Release>();
  private readonly latest = new Map<string, string>();

  /** A build: the next version of a service. Returns its image. */
  build(namespace: string, service: string, release: Release): string {
    const version = nextVersion(this.latest.get(service) ?? 'v0.1.0');
    return this.publish(imageOf(namespace, service, version), service, version, release);
  }

  /** A version that was built long ago. Returns its image. */
  publish(image: string, service: string, version: string, release: Release): string {
    this.latest.set(service, version);
    this.releases.set(image, release);
    return image;
  }

  /** What an image is like; `good` for one that was built elsewhere. */
  releaseOf(image: string): Release {
    return this.releases.get(image) ?? 'good';
  }

  readonly behaviourOf: ImageBehaviours = image => behaviours[this.releaseOf(image)];
}
