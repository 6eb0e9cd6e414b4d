import { useForScreen } from './useForScreen';

/** How high a row of a table is on this screen, in pixels, of what it is where there is room and where there is not. */
export function useRowHeight(wide: number, narrow: number): number {
  return useForScreen(wide, narrow);
}
