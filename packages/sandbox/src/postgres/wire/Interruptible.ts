/** What one connection does at the moment, so that another one may end it. */
export class Interruptible {
  private current: AbortController | undefined;

  /** Does nothing between two statements: the real server forgets such a request too. */
  interrupt(): void {
    this.current?.abort();
  }

  async during<Result>(act: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
    const controller = new AbortController();
    this.current = controller;
    try {
      return await act(controller.signal);
    } finally {
      this.current = undefined;
    }
  }
}
