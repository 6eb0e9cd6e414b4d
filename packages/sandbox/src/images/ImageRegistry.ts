import { createHash } from 'node:crypto';
import type { ImageBehaviour } from '../controllers/ImageBehaviour';
import { behaviours, builtCrash, type Release } from './Release';

/** The sandbox's registry: an ECR by its name, which nobody reaches by it. */
export const registryHost = '402917760021.dkr.ecr.eu-central-1.amazonaws.com';

/** Whose work an image is. */
export interface ImageAuthor {
  name: string;
  email: string;
}

export interface PushedImage {
  /** With the registry, e.g. `402917760021.dkr.ecr.eu-central-1.amazonaws.com/storefront/checkout`. */
  repository: string;
  tag: string;
  /** `sha256:…`, made from the content: the same content has the same. */
  digest: string;
  release: Release;
  /** Full id of the commit it was built from, where a pipeline built it. */
  commit?: string;
  /** Of the commits it was built from. */
  authors?: ImageAuthor[];
  /** RFC 3339. */
  pushedAt: string;
}

export interface NewImage extends Omit<PushedImage, 'digest' | 'pushedAt'> {
  /** What the digest is made from; the reference when left out. */
  content?: string;
}

/** Keeps images over a restart, as a registry's disk would. */
export interface ImageShelf {
  read(): PushedImage[];
  write(images: PushedImage[]): void;
}

type PushListener = (image: PushedImage) => void;

const wholeCommit = /^[0-9a-f]{40}$/;

/** The images that were pushed, and how each runs. Tags never move, as in a registry that forbids it. */
export class ImageRegistry {
  private readonly images = new Map<string, PushedImage>();
  /** Of repositories that are gone: nodes that run one go on with it. */
  private readonly kept = new Map<string, PushedImage>();
  private readonly listeners = new Set<PushListener>();

  /** @param shelf keeps what was built from a commit; nothing is kept without */
  constructor(
    private readonly now: () => Date,
    private readonly shelf?: ImageShelf,
  ) {
    for (const image of shelf?.read() ?? []) this.images.set(referenceOf(image), image);
  }

  /** Every image pushed from now on. Returns what ends it. */
  onPush(listener: PushListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What is there already under that tag stays as it is. */
  push({ content, ...image }: NewImage): PushedImage {
    const reference = referenceOf(image);
    const there = this.images.get(reference);
    if (there) return there;
    const pushed = { ...image, digest: digestOf(content ?? reference), pushedAt: this.now().toISOString() };
    this.images.set(reference, pushed);
    if (pushed.commit) this.shelf?.write(this.built());
    for (const listener of this.listeners) listener(pushed);
    return pushed;
  }

  /** Takes a repository away with its images. */
  remove(repository: string): void {
    for (const image of this.in(repository)) {
      this.images.delete(referenceOf(image));
      this.kept.set(referenceOf(image), image);
    }
    this.shelf?.write(this.built());
  }

  /** By `repository:tag` or `repository@digest`. */
  find(reference: string): PushedImage | undefined {
    const [name = '', digest] = reference.split('@');
    if (digest === undefined) return this.images.get(reference);
    const repository = name.replace(/:[^:/]+$/, '');
    return this.in(repository).find(image => image.digest === digest);
  }

  /** In the order in which they were pushed. */
  in(repository: string): PushedImage[] {
    return [...this.images.values()].filter(image => image.repository === repository);
  }

  /** `good` for what was built elsewhere. */
  releaseOf(reference: string): Release {
    return (this.find(reference) ?? this.kept.get(reference))?.release ?? 'good';
  }

  /**
   * How an image runs; undefined for one of which this registry knows nothing. One that is called after a commit and is
   * not pushed yet cannot be pulled, so that a kubelet tries again until its pipeline is done.
   */
  behaviourOf(reference: string): ImageBehaviour | undefined {
    const image = this.find(reference) ?? this.kept.get(reference);
    if (image) return { ...behaviourOfBuild(image), digest: image.digest };
    return isAwaited(reference) ? { outcome: 'image-pull-fails' } : undefined;
  }

  private built(): PushedImage[] {
    return [...this.images.values()].filter(({ commit }) => commit !== undefined);
  }
}

function behaviourOfBuild({ release, commit }: PushedImage): ImageBehaviour {
  return commit !== undefined && release === 'crashing' ? builtCrash : behaviours[release];
}

function isAwaited(reference: string): boolean {
  const tag = reference.slice(reference.lastIndexOf(':') + 1);
  return reference.startsWith(`${registryHost}/`) && !reference.includes('@') && wholeCommit.test(tag);
}

/** Of what is built from a repository of the git host. */
export function imageRepositoryOf({
  organization,
  repository,
}: {
  organization: string;
  repository: string;
}): string {
  return `${registryHost}/${organization}/${repository}`.toLowerCase();
}

export function referenceOf({ repository, tag }: Pick<PushedImage, 'repository' | 'tag'>): string {
  return `${repository}:${tag}`;
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
