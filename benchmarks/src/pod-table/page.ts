/** Runs inside a page, as text: fetches the workloads of a cluster and lists all of them, one row of text each. */
export const plainRows = (token: string, cluster: string) => `
  (async () => {
    const start = performance.now();
    const answer = await fetch('/api/cluster-health/clusters/${cluster}', { headers: { authorization: ${JSON.stringify(`Bearer ${token}`)} } });
    const text = await answer.text();
    const { workloads } = JSON.parse(text);
    const main = document.createElement('main');
    document.body.replaceChildren(main);
    for (const { verdict, name, kind, namespace, replicas, restarts } of workloads) {
      const row = document.createElement('div');
      const cells = [verdict.state, name, kind, namespace, replicas.ready + '/' + replicas.desired, String(restarts)];
      row.append(...cells.map(text => Object.assign(document.createElement('span'), { textContent: text })));
      main.append(row);
    }
    await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
    return { milliseconds: performance.now() - start, megabytes: text.length / 1e6, rows: workloads.length };
  })()`;
