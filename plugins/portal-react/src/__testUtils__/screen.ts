/** What a person's screen is: jsdom lays nothing out and moves nothing. */
const wishes = { reducedMotion: false };
/** Every movement that was asked for since the last `fakeScreen`. */
export const movements: Element[] = [];

/** Gives every element a size, so that a table has rows to show, and notes movements instead of making them. */
export function fakeScreen() {
  Object.defineProperties(HTMLElement.prototype, {
    clientHeight: { configurable: true, get: () => 600 },
    scrollHeight: { configurable: true, get: () => 1_000_000 },
    clientWidth: { configurable: true, get: () => 1000 },
    scrollTo: { configurable: true, value: scrollTo },
    animate: { configurable: true, value: noteMovement },
    getBoundingClientRect: { configurable: true, value: placeInDocument },
  });
  // There is nothing to draw on: charts have their words and tables.
  HTMLCanvasElement.prototype.getContext = () => null;
  // Style sheets say nothing of what these tests look at, and asking them for every element takes most of their time.
  window.getComputedStyle = element =>
    element instanceof HTMLElement || element instanceof SVGElement
      ? element.style
      : new CSSStyleDeclaration();
  window.matchMedia = query => ({
    matches: query.includes('prefers-reduced-motion') && wishes.reducedMotion,
    media: query,
    onchange: null,
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
    dispatchEvent: () => false,
  });
}

export function wishReducedMotion(wished: boolean) {
  wishes.reducedMotion = wished;
}

function noteMovement(this: Element) {
  movements.push(this);
}

function scrollTo(this: HTMLElement, options: ScrollToOptions) {
  this.scrollTop = options.top ?? 0;
  this.dispatchEvent(new Event('scroll'));
}

/** A place that differs for every position in the document, so that what moves in it moves on the screen. */
function placeInDocument(this: Element): DOMRect {
  const before = [...document.querySelectorAll('article, li, [role=row]')].filter(
    other => other.compareDocumentPosition(this) === Node.DOCUMENT_POSITION_FOLLOWING,
  );
  return new DOMRect(0, before.length * 10, 1000, 600);
}
