import { createContext, useContext } from 'react';

/** Whether what is drawn here may have changed in the meantime. */
export const StaleContext = createContext(false);

/** Inside, a verdict is only what it was when we last heard. */
export function useStale(): boolean {
  return useContext(StaleContext);
}
