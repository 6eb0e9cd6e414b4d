/** The clock of this machine as it is, whatever the process is told. */
export const trueNow: () => number = Date.now.bind(Date);

/** The clock that this process is told is so many milliseconds ahead, until the returned function is called. */
export function putClockAhead(milliseconds: number): () => void {
  const RealDate = globalThis.Date;
  const shifted = () => trueNow() + milliseconds;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [shifted()] : args, newTarget),
    get: (target, name) => (name === 'now' ? shifted : (Reflect.get(target, name) as unknown)),
  });
  return () => {
    globalThis.Date = RealDate;
  };
}
