/** The same object, with a boundary before and after each call; `only`: of the calls of these names. */
export function bounded<T extends object>(
  object: T,
  pass: () => Promise<void>,
  only?: readonly (keyof T)[],
): T {
  return new Proxy(object, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') {
        return value;
      }
      if (only && !only.some(one => one === name)) {
        return value.bind(target);
      }
      return async (...args: unknown[]) => {
        await pass();
        const answer: unknown = await Reflect.apply(value, target, args);
        await pass();
        return answer;
      };
    },
  });
}
