/** The page that an address asks for, from 0; it counts from 1. What is no page is the first. */
export function pageOf(text: string | null): number {
  return /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) - 1 : 0;
}

/** Pages that are linked to: the first, the last and those around the one that is open; `undefined` where some are left out. */
export function linkedPages(open: number, pages: number): (number | undefined)[] {
  const near = [...Array(pages).keys()].filter(
    page => page === 0 || page === pages - 1 || Math.abs(page - open) <= 1,
  );
  return near.flatMap((page, index) =>
    index > 0 && page - (near[index - 1] ?? 0) > 1 ? [undefined, page] : [page],
  );
}
