/** Runs inside a page, as text: fetches the queue page by page and lists all of it, one row of text each. */
export const plainList = (token: string) => `
  (async () => {
    const start = performance.now();
    const items = [];
    let bytes = 0;
    let cursor;
    do {
      const query = new URLSearchParams({ limit: '1000', ...(cursor && { cursor }) });
      const answer = await fetch('/api/rollouts/queue?' + query, { headers: { authorization: ${JSON.stringify(`Bearer ${token}`)} } });
      const text = await answer.text();
      bytes += text.length;
      const page = JSON.parse(text);
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor);
    const main = document.createElement('main');
    document.body.replaceChildren(main);
    for (const { rollout, sentence, checks, votes, voters, activeTag, previewTag } of items) {
      const row = document.createElement('div');
      const cells = [rollout.name, rollout.cluster, activeTag, previewTag, sentence, votes.cast + '/' + votes.needed, voters.join(', '), ...checks.map(({ outcome }) => outcome)];
      row.append(...cells.map(text => Object.assign(document.createElement('span'), { textContent: text })));
      main.append(row);
    }
    await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    return { milliseconds: performance.now() - start, megabytes: bytes / 1e6, rows: items.length };
  })()`;
