import { createHash } from 'node:crypto';
import { type ImageBehaviour } from '../ImageBehaviour';

interface ImageReference {
  /** With registry, e.g. `docker.io/library/nginx`. */
  repository: string;
  tag?: string;
  digest?: string;
}

function withRegistry(name: string): string {
  const [first = '', ...rest] = name.split('/');
  if (rest.length === 0) return `docker.io/library/${name}`;
  return /[.:]/.test(first) || first === 'localhost' ? name : `docker.io/${name}`;
}

function parsed(reference: string): ImageReference {
  const [name = '', digest] = reference.split('@');
  const [, bare = name, tag] = /^(.*?)(?::([^:/]+))?$/.exec(name) ?? [];
  return { repository: withRegistry(bare), ...(tag && { tag }), ...(digest && { digest }) };
}

/** The digest a registry would answer with; the same reference always has the same, until its behaviour names another. */
export function digestOf(reference: string, behaviour?: ImageBehaviour): string {
  const { repository, tag = 'latest', digest } = parsed(reference);
  if (digest) return digest;
  return behaviour?.digest ?? `sha256:${createHash('sha256').update(`${repository}:${tag}`).digest('hex')}`;
}

/** `image` and `imageID` as containerd reports them. */
export function reportedImage(reference: string, digest: string): { image: string; imageID: string } {
  const { repository, tag } = parsed(reference);
  const image = tag ? `${repository}:${tag}` : `${repository}@${digest}`;
  return { image, imageID: `${repository}@${digest}` };
}

/** A size in bytes, made up but the same each time: 20 to 220 MB. */
export function imageSize(digest: string): number {
  return 20_000_000 + (parseInt(digest.slice(-8), 16) % 200_000_000);
}

const imageName =
  /^(?:[a-zA-Z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@[a-z0-9]+:[0-9a-f]{32,})?$/;

/** Whether a registry could have an image of that name. */
export function isImageName(text: string): boolean {
  return imageName.test(text);
}
