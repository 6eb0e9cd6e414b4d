import { isObject } from '../kubernetes/json';
import { type Image } from './kustomizationView';
import { type Resource } from './Resource';

/** Sets names, tags and digests of images, wherever an object has containers. */
export function withImages(resource: Resource, images: readonly Image[]): void {
  if (resource.kind === 'CustomResourceDefinition') return;
  const next = walked(resource.object, images);
  if (isObject(next)) resource.object = next;
}

function walked(node: unknown, images: readonly Image[]): unknown {
  if (Array.isArray(node)) return node.map(item => walked(item, images));
  if (!isObject(node)) return node;
  const entries = Object.entries(node).map(([key, value]) => {
    const containers = (key === 'containers' || key === 'initContainers') && Array.isArray(value);
    return [key, containers ? value.map(item => withImage(item, images)) : walked(value, images)];
  });
  return Object.fromEntries(entries);
}

function withImage(container: unknown, images: readonly Image[]): unknown {
  if (!isObject(container) || typeof container.image !== 'string') return container;
  return { ...container, image: images.reduce(set, container.image) };
}

function set(reference: string, { name, newName, newTag, tagSuffix, digest }: Image): string {
  const parts = partsOf(reference);
  if (parts.name !== name) return reference;
  const named = newName || parts.name;
  const tag = newTag || (digest ? '' : parts.tag);
  const at = digest || (newTag ? '' : parts.digest);
  return `${named}${tag ? `:${tag}${tagSuffix ?? ''}` : ''}${at ? `@${at}` : ''}`;
}

/** A colon before the last slash is a port's. */
function partsOf(reference: string): { name: string; tag: string; digest: string } {
  const [rest = '', digest = ''] = reference.split('@');
  const colon = rest.indexOf(':', rest.lastIndexOf('/') + 1);
  if (colon < 0) return { name: rest, tag: '', digest };
  return { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}
