/** How far the clocks of this process are ahead of the machine's, in milliseconds. */
let ahead = 0;
const wall = Date.now;
const steady = performance.now.bind(performance);
const RealDate = Date;

/**
 * Has this process see both its clocks go on at once: whoever asks it then meets stamps of that time, as of a machine on which so
 * much time has passed. A timer that was set before ends when it would have.
 */
export function pass(milliseconds: number): void {
  ahead += milliseconds;
}

performance.now = () => steady() + ahead;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [wall() + ahead] : given),
  get: (target, name) => (name === 'now' ? () => wall() + ahead : Reflect.get(target, name)),
});
