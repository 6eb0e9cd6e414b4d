/** The value below which `share` of the values lie; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}

/** One line of figures in milliseconds. */
export function line(title: string, values: readonly number[]): string {
  const figure = (share: number) => `${quantile(values, share).toFixed(1).padStart(9)} ms`;
  return `${title.padEnd(34)} n=${String(values.length).padStart(6)}  p50 ${figure(0.5)}  p95 ${figure(0.95)}  p99 ${figure(0.99)}  max ${figure(1)}`;
}

export function sleep(milliseconds: number): Promise<void> {
  return new Promise(resolve => {
    setTimeout(resolve, milliseconds);
  });
}

/** Prints whether a claim held and remembers it for the exit code. */
export function claim(text: string, held: boolean): void {
  console.log(`${held ? 'held  ' : 'MISSED'}  ${text}`);
  if (!held) {
    process.exitCode = 1;
  }
}
