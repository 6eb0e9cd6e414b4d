// What runs inside a page, as text: nothing of it may refer to what is outside.

/** Whether the table of so many databases is there with its first row. */
export const hasTable = (rows: number) =>
  `document.querySelector('[role=grid][aria-rowcount="${rows + 1}"] [data-key]')`;

/** Whether who writes and who follows is drawn. */
export const hasTopology = `document.querySelector('svg[role=img] text')`;

/** Whether, besides, at least twelve charts are there, and each has been drawn. */
export const hasCharts = `(() => {
  const plots = [...document.querySelectorAll('figure [role=slider]')];
  return ${hasTopology} && plots.length >= 12 && plots.every(plot => plot.querySelector('canvas'));
})()`;

/** Asks the peer, and lists what it answers: one line of text each. */
export const plainView = (path: string) => `
  (async () => {
    const start = performance.now();
    const text = await (await fetch(${JSON.stringify(path)})).text();
    const rows = JSON.parse(text).map(row =>
      Object.assign(document.createElement('div'), { textContent: Object.values(row).join(' ') }));
    document.querySelector('main').replaceChildren(...rows);
    await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    return { milliseconds: performance.now() - start, kilobytes: text.length / 1e3, rows: rows.length };
  })()`;
