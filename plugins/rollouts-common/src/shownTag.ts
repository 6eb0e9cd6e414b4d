const wholeCommit = /^[0-9a-f]{40}$/;
/** As many characters of a commit id as git hosts show. */
const SHOWN = 8;

/** A tag as people read it: one that is a whole commit id by its first eight characters, any other as it is. */
export function shownTag(tag: string): string {
  return wholeCommit.test(tag) ? tag.slice(0, SHOWN) : tag;
}
