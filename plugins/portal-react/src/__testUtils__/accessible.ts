import axe from 'axe-core';

/** What react-aria has read out stays there for seven seconds, after what it names may have gone. */
const readOut = '[data-live-announcer]';

/** What axe finds wrong with what is on the page; colours are looked at in a real browser, jsdom has none. */
export async function accessibilityProblems(element: Element = document.body): Promise<string[]> {
  const context = { include: [element], exclude: [readOut] };
  const { violations } = await axe.run(context, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`);
}
