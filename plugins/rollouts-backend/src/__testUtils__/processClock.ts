/** The clock of this machine as it is, whatever the process is told. */
export const trueNow: () => number = Date.now.bind(Date);

/** The clock that this process is told is so many milliseconds ahead, until the returned function is called. */
export function putClockAhead(milliseconds: number): () => void {
  const RealDate = globalThis.Date;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: []) =>
      args.length === 0 ? new target(trueNow() + milliseconds) : new target(...args),
    get: (target, name) =>
      name === 'now' ? () => trueNow() + milliseconds : (Reflect.get(target, name) as unknown),
  });
  return () => {
    globalThis.Date = RealDate;
  };
}
