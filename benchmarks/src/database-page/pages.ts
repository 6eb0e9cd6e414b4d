import path from 'node:path';
import { build } from 'esbuild';

// Pages with charts, as text: they are put together for the browser, and nothing of this room runs in one.

/** What both draw: charts of two lines each, a gap in each, and a mark. */
const given = `
  export const charts = 12, points = 1440, period = 60, start = 1790000000;
  export const window = { from: start, to: start + points * period };
  const value = (chart, line, i) =>
    i > 900 && i < 915 ? null : 30 + 10 * line + 8 * Math.sin(i / (20 + chart)) + 3 * Math.sin(i * 1.7);
  export const data = Array.from({ length: charts }, (_, chart) => ['writer', 'reader'].map((label, line) => ({
    key: label, label, periodSeconds: period,
    at: Array.from({ length: points }, (__, i) => start + i * period),
    values: Array.from({ length: points }, (__, i) => value(chart, line, i)),
  })));
  /** How far it was moved in all after so many frames, pixels: forth and back, so that there is always something in sight. */
  export const way = frames => 6 * (30 - Math.abs(30 - (frames % 60)));
  const frame = () => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
  /** Milliseconds until what draw() draws is on the screen. */
  export async function timed(draw) {
    await frame();
    const began = performance.now();
    draw();
    await frame();
    return performance.now() - began;
  }
  /** Moves so many frames; milliseconds of each task over 50 ms. */
  export async function panned(move, frames) {
    // Tasks are told after they ended: the one that drew is not of the moving.
    await new Promise(resolve => setTimeout(resolve, 200));
    globalThis.longTasks.length = 0;
    const began = performance.now();
    for (let i = 0; i < frames; i += 1) { move(i); await new Promise(requestAnimationFrame); }
    const milliseconds = performance.now() - began;
    await new Promise(resolve => setTimeout(resolve, 500));
    return { tasks: [...globalThis.longTasks], milliseconds, frames };
  }`;

const grid = `const grid = { display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 14, width: 1200 };`;

const ours = `
  import { createRoot } from 'react-dom/client';
  import { flushSync } from 'react-dom';
  import { Chart, ChartGroup } from '@greenroom/plugin-portal-react';
  import { data, panned, timed, way, window } from 'given';
  ${grid}
  document.body.dataset.themeMode = 'light';
  const words = value => value.toFixed(1) + ' %';
  const marks = [{ id: 'm', at: window.from + 40000, kind: 'failover', word: 'failover', text: 'failover' }];
  const onWindow = () => {};
  const page = some => <ChartGroup window={window} onWindow={onWindow}><div style={grid}>
    {some.map((lines, i) => <Chart key={i} title={'Chart ' + i} lines={lines} marks={marks} words={words} threshold={90} />)}
  </div></ChartGroup>;
  globalThis.measure = async () => {
    const root = createRoot(document.body.appendChild(document.createElement('div')));
    root.render(page(data.slice(0, 1)));
    while (!document.querySelector('canvas')) await new Promise(requestAnimationFrame);
    root.render(null);
    const milliseconds = await timed(() => flushSync(() => root.render(page(data))));
    const canvases = document.querySelectorAll('canvas').length;
    const over = document.querySelector('.u-over');
    const pan = await panned(i => over.dispatchEvent(new WheelEvent('wheel', { deltaX: way(i + 1) - way(i), bubbles: true, cancelable: true })), 120);
    return { milliseconds, drawn: canvases, pan };
  };`;

const recharts = `
  import { useState } from 'react';
  import { createRoot } from 'react-dom/client';
  import { flushSync } from 'react-dom';
  import { Line, LineChart, ReferenceLine, XAxis, YAxis, CartesianGrid } from 'recharts';
  import { data, panned, timed, way, window } from 'given';
  ${grid}
  const rows = data.map(([a, b]) => a.at.map((at, i) => ({ at, writer: a.values[i], reader: b.values[i] })));
  let move;
  function Page({ some }) {
    const [by, setBy] = useState(0);
    move = setBy;
    return <div style={grid}>{some.map((own, i) => <LineChart key={i} width={380} height={112} data={own}>
      <CartesianGrid vertical={false} />
      <XAxis dataKey="at" type="number" domain={[window.from + by, window.to + by]} allowDataOverflow hide />
      <YAxis width={50} /><ReferenceLine y={90} /><ReferenceLine x={window.from + 40000} />
      <Line dataKey="writer" dot={false} isAnimationActive={false} /><Line dataKey="reader" dot={false} isAnimationActive={false} />
    </LineChart>)}</div>;
  }
  globalThis.measure = async () => {
    const root = createRoot(document.body.appendChild(document.createElement('div')));
    await timed(() => flushSync(() => root.render(<Page some={rows.slice(0, 1)} />)));
    root.render(null);
    const milliseconds = await timed(() => flushSync(() => root.render(<Page some={rows} />)));
    const drawn = document.querySelectorAll('svg.recharts-surface').length;
    const pan = await panned(i => move((way(i + 1) / 330) * (window.to - window.from)), 120);
    return { milliseconds, drawn, pan };
  };`;

/** The script and style of a page, put together as for production. */
export async function bundle(which: 'ours' | 'recharts'): Promise<{ script: string; style: string }> {
  const { outputFiles } = await build({
    stdin: { contents: which === 'ours' ? ours : recharts, loader: 'jsx', resolveDir: __dirname },
    bundle: true,
    minify: true,
    write: false,
    outdir: path.join(__dirname, 'out'),
    format: 'iife',
    jsx: 'automatic',
    loader: { '.module.css': 'local-css', '.svg': 'empty' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
    plugins: [
      {
        name: 'given',
        setup(inside) {
          inside.onResolve({ filter: /^given$/ }, () => ({ path: 'given', namespace: 'given' }));
          inside.onLoad({ filter: /.*/, namespace: 'given' }, () => ({ contents: given }));
        },
      },
    ],
  });
  const textOf = (end: string) => outputFiles.find(file => file.path.endsWith(end))?.text ?? '';
  return { script: textOf('.js'), style: textOf('.css') };
}
