import axe from 'axe-core';

/** What axe finds wrong with what is on the page; colours are looked at in a real browser, jsdom has none. */
export async function accessibilityProblems(element: Element = document.body): Promise<string[]> {
  const { violations } = await axe.run(element, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
}
