/** Text that is HTML already; everything else is escaped on its way into `html`. */
export class Html {
  constructor(readonly text: string) {}
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(value: string): string {
  return value.replace(/[&<>"']/g, character => escapes[character] ?? character);
}

function render(value: string | Html | Html[] | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return value.map(part => part.text).join('');
  return value instanceof Html ? value.text : escape(value);
}

export function html(parts: TemplateStringsArray, ...values: (string | Html | Html[] | undefined)[]): Html {
  return new Html(parts.map((part, index) => part + render(values[index])).join(''));
}
