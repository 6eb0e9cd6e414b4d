const listeners = new WeakMap<Element, (width: number) => void>();
let observer: ResizeObserver | undefined;

/**
 * Tells the width of an element in whole pixels once it was laid out, and when it is another one. One observer for all:
 * they are told together, so that all charts of a page are there before the first of them has the page laid out.
 */
export function observeWidth(element: Element, changed: (width: number) => void): () => void {
  observer ??= new ResizeObserver(entries =>
    entries.forEach(({ target, contentRect }) => listeners.get(target)?.(Math.floor(contentRect.width))),
  );
  listeners.set(element, changed);
  observer.observe(element);
  return () => {
    observer?.unobserve(element);
    listeners.delete(element);
  };
}
