// What runs inside the page, as text: nothing of it may refer to what is outside.

/** `window.longTasks`: the milliseconds of every task over 50 ms so far. */
export const watchLongTasks = `
  window.longTasks = [];
  new PerformanceObserver(list => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ type: 'longtask', buffered: true });`;

/** `window.painted`, a promise: milliseconds from the next click to the end of the frame that shows the first row. */
export const findWhenPainted = `
  window.painted = new Promise(resolve => {
    document.addEventListener('click', ({ timeStamp }) => {
      const look = () => document.querySelector('[role=grid] [data-key]')
        ? requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)))
        : requestAnimationFrame(look);
      look();
    }, { capture: true, once: true });
  });
  undefined`;

/** Scrolls what is around an element from its top to its end, three quarters of it each frame. */
export const scrollThrough = (inside: string) => `
  new Promise(resolve => {
    let scroller = document.querySelector(${JSON.stringify(inside)});
    while (scroller.scrollHeight <= scroller.clientHeight + 1 || getComputedStyle(scroller).overflowY === 'visible') {
      scroller = scroller.parentElement ?? document.scrollingElement;
      if (scroller === document.scrollingElement) break;
    }
    scroller.scrollTop = 0;
    window.longTasks.length = 0;
    let frames = 0;
    const step = () => {
      const before = scroller.scrollTop;
      scroller.scrollTop += scroller.clientHeight * 0.75;
      frames += 1;
      if (scroller.scrollTop > before) requestAnimationFrame(step);
      else setTimeout(() => resolve({ frames, tasks: [...window.longTasks] }), 300);
    };
    requestAnimationFrame(step);
  })`;

/** Fetches the queue page by page and lists all of it, one row of text each. */
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
