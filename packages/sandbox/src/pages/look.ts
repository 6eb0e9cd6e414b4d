import { createHash } from 'node:crypto';
import { html, Html } from './html';

// The portal's look in the few tokens these pages need; dark follows the browser.
const css = `
:root { color-scheme: light dark; --bg: #f6f7f6; --surface: #ffffff; --soft: #f0f2f1; --line: #c5ccc8; --text: #16201b; --text-2: #52605a;
  --brand: #12633f; --brand-ink: #ffffff; --brand-soft: #e2f0e8; --focus: #2b6cb0; --wrong: #b3321b; --wrong-soft: #fbe3dd }
@media (prefers-color-scheme: dark) { :root { --bg: #0f1412; --surface: #171d1a; --soft: #1e2622; --line: #3c4843; --text: #e9efec; --text-2: #a7b4ae;
  --brand: #3fb27f; --brand-ink: #06140d; --brand-soft: #153226; --focus: #7db3f0; --wrong: #ff8d75; --wrong-soft: #42190f } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; background: var(--bg); color: var(--text); font: 15px/1.5 Inter, "Helvetica Neue", Arial, sans-serif }
main { width: min(460px, 100% - 32px); margin: 0 auto; padding: 8vh 0 48px }
.logo { color: var(--brand); font-weight: 700; font-size: 17px }
h1 { font-size: 24px; line-height: 1.25; letter-spacing: -.01em; margin: 14px 0 4px }
p { margin: 0 0 18px; color: var(--text-2) }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 8px }
main.wide .card + .card { margin-top: 12px }
ul { list-style: none; margin: 0; padding: 0 }
li + li { border-top: 1px solid var(--soft) }
button { font: inherit; color: inherit; cursor: pointer }
.person { display: grid; grid-template-columns: 36px 1fr; gap: 2px 12px; align-items: center; width: 100%; padding: 11px 10px; border: 0; border-radius: 6px; background: none; text-align: left }
.person:hover { background: var(--soft) }
.person > span { grid-row: 1 / 3; width: 36px; height: 36px; border-radius: 50%; display: grid; place-items: center; background: var(--brand-soft); color: var(--brand); font-weight: 700 }
.person > small { color: var(--text-2); font-size: 13px; line-height: 1.35 }
.here { color: var(--brand); font-weight: 600; font-size: 12.5px; margin-left: 6px }
details { margin-top: 18px }
summary { cursor: pointer; color: var(--text-2); padding: 4px 0; border-radius: 4px }
form.password { padding: 16px; display: grid; gap: 6px }
label { font-weight: 600; font-size: 13px }
input { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--line); border-radius: 6px; padding: 9px 10px; margin-bottom: 8px; width: 100% }
.main { background: var(--brand); color: var(--brand-ink); border: 1px solid var(--brand); border-radius: 6px; padding: 10px 14px; font-weight: 600; text-decoration: none; display: inline-block; text-align: center }
.other { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 10px 14px; font-weight: 600 }
.row { display: flex; gap: 10px; padding: 8px }
.wrong { background: var(--wrong-soft); color: var(--wrong); border-radius: 6px; padding: 10px 12px; margin-bottom: 16px; font-weight: 600 }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px }
footer { margin-top: 26px; font-size: 13px; color: var(--text-2) }
main.wide { width: min(1040px, 100% - 32px); padding-top: 32px }
main.wide p { margin-bottom: 12px }
h2 { font-size: 16px; margin: 24px 0 8px }
a { color: var(--brand) }
nav { margin: 6px 0 14px; display: flex; gap: 14px; flex-wrap: wrap; color: var(--text-2) }
table { width: 100%; border-collapse: collapse; table-layout: fixed }
td { padding: 7px 10px; border-top: 1px solid var(--soft); overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
tr:first-child td { border-top: 0 }
td.aside { width: 190px; color: var(--text-2); font-size: 13px; text-align: right }
td.id { width: 96px }
.state { display: inline-block; border-radius: 999px; padding: 2px 10px; font-size: 13px; font-weight: 600; background: var(--brand-soft); color: var(--brand) }
.text { padding: 12px 14px; overflow-x: auto; margin: 0; white-space: pre; font: 12.5px/1.55 "JetBrains Mono", "DejaVu Sans Mono", monospace }
.act { display: flex; gap: 10px; flex-wrap: wrap; align-items: center; padding: 12px }
select, textarea { font: inherit; color: inherit; background: var(--bg); border: 1px solid var(--line); border-radius: 6px; padding: 9px 10px }
textarea { width: 100%; min-height: 50vh; font: 12.5px/1.55 "JetBrains Mono", "DejaVu Sans Mono", monospace; white-space: pre }
.fields { display: grid; gap: 6px; padding: 14px }
code { font-family: "JetBrains Mono", "DejaVu Sans Mono", monospace; font-size: 12.5px; overflow-wrap: anywhere }
`;

// One piece of text, because the policy below holds its hash: no formatter may add white space to it.
const styleElement = new Html(`<style>${css}</style>`);

/**
 * The headers of every page. No script at all; forms may lead on to any port of this machine, because a browser holds
 * `form-action` against the redirects after a form too, and those end at the portal.
 */
export const pageHeaders: Record<string, string> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
    "form-action 'self' http://localhost:*",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** @param width `wide` for what has files and tables in it */
export function page(title: string, content: Html, width: 'narrow' | 'wide' = 'narrow'): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Greenroom sandbox</title>
        ${styleElement}
      </head>
      <body>
        <main class="${width}">
          <div class="logo">◧ Greenroom sandbox</div>
          ${content}
        </main>
      </body>
    </html>`.text;
}
