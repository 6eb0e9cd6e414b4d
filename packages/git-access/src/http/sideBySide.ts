/** More than these at once and hosts take the portal for an attack. */
const LANES = 6;

/** What asking comes to for each, in their order, a few at a time. The first failure ends it. */
export async function sideBySide<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [index, item] of left) {
      answers[index] = await ask(item);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return answers;
}
