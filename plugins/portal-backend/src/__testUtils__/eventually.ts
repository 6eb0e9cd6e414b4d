/** Waits until `check` stops throwing, at most `ms`. */
export async function eventually(check: () => void, ms = 2_000): Promise<void> {
  const until = performance.now() + ms;
  for (;;) {
    try {
      check();
      return;
    } catch (error) {
      if (performance.now() > until) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 10));
    }
  }
}
