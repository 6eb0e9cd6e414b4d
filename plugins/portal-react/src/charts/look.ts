import type { ChartMark } from './describe';

/** Colours and type of a chart, as the tokens have them where it stands. */
export interface ChartLook {
  lines: readonly string[];
  grid: string;
  text: string;
  surface: string;
  threshold: string;
  font: string;
  marks: Readonly<Record<ChartMark['kind'], string>>;
}

/** So many lines differ in colour; each has a dash of its own besides. */
const COLOURS = 5;

/** The look of charts that stand together: asking a style costs the layout of all that was drawn since. */
export class Looks {
  #held: ChartLook | undefined;

  of(element: Element): ChartLook {
    this.#held ??= lookOf(element);
    return this.#held;
  }
}

/** Read where the chart stands: what is old wears the colours of unknown there. */
function lookOf(element: Element): ChartLook {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(`--gr-${name}`).trim();
  return {
    lines: Array.from({ length: COLOURS }, (_, index) => token(`chart-${index + 1}`)),
    grid: token('line'),
    text: token('text-3'),
    surface: token('surface'),
    threshold: token('degraded'),
    font: `11px ${token('font')}`,
    marks: {
      failover: token('waiting'),
      promotion: token('waiting'),
      maintenance: token('progressing'),
      failure: token('degraded'),
      backup: token('text-3'),
      other: token('text-3'),
    },
  };
}

/** Dashes of the lines in their order; the first is whole. */
export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [8, 3, 2, 3], [1, 2]];

/** Pixels of a line; of one with more points than pixels it is the least, or its ups and downs would run together. */
export const strokeWidth = (points: number, pixels: number) => (points > pixels ? 1 : 1.6);

/** Tells when the page becomes light or dark, until the returned function is called. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  [document.body, document.documentElement].forEach(element =>
    observer.observe(element, { attributes: true, attributeFilter: ['data-theme-mode', 'class'] }),
  );
  return () => observer.disconnect();
}
