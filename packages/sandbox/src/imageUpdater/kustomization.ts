import { isMap, isScalar, isSeq, parseDocument, stringify, type YAMLMap } from 'yaml';
import type { PushedImage } from '../images/ImageRegistry';
import type { FollowedImage } from './plan';

/** One image that a kustomization runs now in another version than before. */
export interface ImageChange {
  image: FollowedImage;
  /** Tag or digest; empty when there was none. */
  before: string;
  after: string;
}

export interface EditedKustomization {
  text: string;
  changes: ImageChange[];
}

export interface Wanted {
  image: FollowedImage;
  pushed: PushedImage;
}

/**
 * Sets images in the text of a kustomization as `kustomize edit set image` would. Nothing but their entries changes, to
 * the letter: a commit says what it does.
 */
export function setImages(text: string, wanted: readonly Wanted[]): EditedKustomization {
  const changes: ImageChange[] = [];
  let edited = text;
  for (const { image, pushed } of wanted) {
    const next = entryOf(image, pushed);
    const there = entryNamed(edited, image.name);
    if (there && isSame(there, next)) continue;
    changes.push({ image, before: versionOf(there), after: next.digest ?? next.newTag ?? '' });
    edited = there ? replaced(edited, there, next) : added(edited, next);
  }
  return { text: edited, changes };
}

function entryNamed(text: string, name: string): YAMLMap | undefined {
  const images = parseDocument(text).get('images');
  return isSeq(images) ? images.items.filter(isMap).find(entry => entry.get('name') === name) : undefined;
}

/** An entry with the same fields gets their new values; another is written anew, as the real one does. */
function replaced(text: string, there: YAMLMap, next: Entry): string {
  const fields = Object.entries(next);
  const known = there.items.map(({ key }) => (isScalar(key) ? String(key.value) : ''));
  if (known.length !== fields.length || !fields.every(([key]) => known.includes(key))) {
    const [start = 0, end = 0] = there.range ?? [];
    const column = start - (text.lastIndexOf('\n', start - 1) + 1);
    const lines = stringify(next)
      .trimEnd()
      .replaceAll('\n', `\n${' '.repeat(column)}`);
    return text.slice(0, start) + lines + text.slice(end).replace(/^(?!\n)/, '\n');
  }
  // From the end, so that what comes before stays where it is.
  return fields
    .map(([key, value]) => ({ value, range: rangeOf(there, key) }))
    .sort((one, other) => other.range[0] - one.range[0])
    .reduce(
      (done, { value, range }) => done.slice(0, range[0]) + stringify(value).trimEnd() + done.slice(range[1]),
      text,
    );
}

function rangeOf(map: YAMLMap, key: string): [number, number] {
  const value = map.get(key, true);
  const [start = 0, end = 0] = (isScalar(value) && value.range) || [];
  return [start, end];
}

function added(text: string, next: Entry): string {
  const document = parseDocument(text);
  if (!isSeq(document.get('images'))) document.set('images', document.createNode([]));
  document.addIn(['images'], document.createNode(next));
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

interface Entry {
  name: string;
  newName?: string;
  newTag?: string;
  digest?: string;
}

function entryOf({ name, named, repository, rule }: FollowedImage, { tag, digest }: PushedImage): Entry {
  const version = rule.strategy === 'digest' ? { digest } : { newTag: tag };
  return { name, ...(named && { newName: repository }), ...version };
}

/** Whether it runs that version already: a name that only repeats itself is no difference. */
function isSame(there: YAMLMap, { name, newName = name, newTag, digest }: Entry): boolean {
  const text = (key: string) => textOf(there, key);
  return (text('newName') ?? name) === newName && text('newTag') === newTag && text('digest') === digest;
}

function versionOf(there: YAMLMap | undefined): string {
  return (there && (textOf(there, 'digest') ?? textOf(there, 'newTag'))) ?? '';
}

function textOf(map: YAMLMap, key: string): string | undefined {
  const value = map.get(key, true);
  return isScalar(value) ? String(value.value) : undefined;
}
