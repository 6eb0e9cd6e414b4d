/** What Argo CD Image Updater is told by an Application's annotations begins with this. */
const PREFIX = 'argocd-image-updater.argoproj.io';
const LIST = `${PREFIX}/image-list`;
const EVERY_TAG = '*';

type Annotations = Readonly<Record<string, string>>;

/** Whether an image updater follows images of an Application, and whether it may write any tag of them. */
export function readImageUpdates(annotations: Annotations): { imageUpdater: boolean; imagesHeld: boolean } {
  const keys = ignoreKeys(annotations);
  const isHeld = (key: string) =>
    (annotations[key] ?? annotations[`${PREFIX}/ignore-tags`] ?? '')
      .split(',')
      .some(pattern => pattern.trim() === EVERY_TAG);
  return { imageUpdater: keys.length > 0, imagesHeld: keys.length > 0 && keys.every(isHeld) };
}

/** Annotations by which it lets no tag in any more, for each image that it follows. */
export function holdingAnnotations(annotations: Annotations): Record<string, string> {
  return Object.fromEntries(ignoreKeys(annotations).map(key => [key, EVERY_TAG]));
}

/**
 * Annotations by which it lets tags in again, each with what is left of it; `undefined` for one that goes. Nothing else that
 * they ignore changes.
 */
export function releasingAnnotations(annotations: Annotations): Record<string, string | undefined> {
  const keys = new Set([...ignoreKeys(annotations), `${PREFIX}/ignore-tags`]);
  const held = [...keys].flatMap(key => {
    const patterns = (annotations[key] ?? '').split(',').map(pattern => pattern.trim());
    const left = patterns.filter(pattern => pattern !== EVERY_TAG).join(',');
    return patterns.includes(EVERY_TAG) ? [[key, left === '' ? undefined : left] as const] : [];
  });
  return Object.fromEntries(held);
}

/** `alias=registry/image`; for an image without an alias what is said for all holds. */
function ignoreKeys(annotations: Annotations): string[] {
  const images = (annotations[LIST] ?? '').split(',').filter(entry => entry.trim() !== '');
  const keys = images.map(entry => {
    const alias = /^([^=]+)=/.exec(entry.trim())?.[1];
    return alias === undefined ? `${PREFIX}/ignore-tags` : `${PREFIX}/${alias.trim()}.ignore-tags`;
  });
  return [...new Set(keys)];
}
