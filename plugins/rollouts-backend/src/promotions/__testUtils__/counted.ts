import type { VirtualTime } from './VirtualTime';

/** The same object, for whose calls virtual time waits. */
export function counted<T extends object>(object: T, time: VirtualTime): T {
  return new Proxy(object, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      return typeof value !== 'function'
        ? value
        : async (...args: unknown[]) => {
            time.busy += 1;
            try {
              return await Reflect.apply(value, target, args);
            } finally {
              time.busy -= 1;
            }
          };
    },
  });
}
