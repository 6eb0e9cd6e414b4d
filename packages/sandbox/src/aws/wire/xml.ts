/** A list: each value in an element of that name. */
export class XmlItems {
  constructor(
    readonly item: string,
    readonly values: readonly XmlValue[],
  ) {}
}

export type XmlValue = string | number | boolean | Date | undefined | XmlItems | XmlObject;

/** Elements in order; what is undefined is left out. */
export interface XmlObject {
  readonly [name: string]: XmlValue;
}

export function items(item: string, values: readonly XmlValue[]): XmlItems {
  return new XmlItems(item, values);
}

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** An element with what is in it. */
export function element(name: string, value: XmlValue): string {
  if (value === undefined) return '';
  const inner = content(value);
  return inner === '' ? `<${name}/>` : `<${name}>${inner}</${name}>`;
}

export function content(value: XmlValue): string {
  if (value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (value instanceof XmlItems) return value.values.map(each => element(value.item, each)).join('');
  if (typeof value === 'object') {
    return Object.entries(value)
      .map(([name, inner]) => element(name, inner))
      .join('');
  }
  return escaped(String(value));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, character => escapes[character] ?? character);
}
