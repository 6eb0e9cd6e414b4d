/** An image reference in its parts; see the grammar of the OCI distribution reference. */
export interface ImageParts {
  /** Repository without tag and digest. */
  name: string;
  tag?: string;
  digest?: string;
}

/**
 * `registry:5000/shop/app:v1@sha256:…` → its parts. A kubelet's imageID (`docker-pullable://…@sha256:…`, or the bare
 * `sha256:…` of an image that was never in a registry) is understood too.
 */
export function parseImage(reference: string): ImageParts {
  const plain = reference.replace(/^[a-z-]+:\/\//, '');
  if (/^sha256:[0-9a-f]+$/.test(plain)) {
    return { name: '', digest: plain };
  }
  const at = plain.indexOf('@');
  const named = at < 0 ? plain : plain.slice(0, at);
  const digest = at < 0 ? undefined : plain.slice(at + 1);
  // A colon before the last slash belongs to the registry's port.
  const colon = named.indexOf(':', named.lastIndexOf('/') + 1);
  return colon < 0
    ? { name: named, digest }
    : { name: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}
