/** Milliseconds that only ever grow. */
export const steadyNow = () => performance.now();
