import type { PushedImage } from '../images/ImageRegistry';

/** Which of an image's tags is the one to run. */
export interface TagRule {
  strategy: 'newest-build' | 'digest' | 'unknown';
  allowed(tag: string): boolean;
  /** `digest`: the tag whose digest is followed. */
  constraint?: string;
}

export interface TagSettings {
  strategy?: string;
  allow?: string;
  ignore?: string;
  constraint?: string;
}

const strategies: Record<string, TagRule['strategy']> = {
  'newest-build': 'newest-build',
  latest: 'newest-build',
  digest: 'digest',
};

/** The rule that annotations say; one that the sandbox's updater does not know allows nothing. */
export function tagRule({
  strategy = 'semver',
  allow = 'any',
  ignore = '',
  constraint,
}: TagSettings): TagRule {
  const matches = matcherOf(allow);
  const ignored = ignore.split(',').flatMap(glob => (glob.trim() ? [globOf(glob.trim())] : []));
  return {
    strategy: strategies[strategy] ?? 'unknown',
    allowed: tag => matches(tag) && !ignored.some(pattern => pattern.test(tag)),
    constraint,
  };
}

/** The image to run out of those that were pushed, in the order in which they were. */
export function chosen(
  images: readonly PushedImage[],
  { strategy, allowed, constraint }: TagRule,
): PushedImage | undefined {
  if (strategy === 'unknown') return undefined;
  if (strategy === 'digest') return images.find(({ tag }) => tag === (constraint ?? 'latest'));
  return images.filter(({ tag }) => allowed(tag)).at(-1);
}

function matcherOf(allow: string): (tag: string) => boolean {
  if (!allow.startsWith('regexp:')) return () => true;
  try {
    const pattern = new RegExp(allow.slice('regexp:'.length));
    return tag => pattern.test(tag);
  } catch {
    // As in the real one: a pattern that cannot be read matches nothing.
    return () => false;
  }
}

function globOf(glob: string): RegExp {
  const escaped = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`);
}
