/** Fields that a JSON text says twice, by their paths: `data.a`, `spec.ports[0].name`. The text is known to be JSON. */
export function duplicateFields(text: string): string[] {
  const found: string[] = [];
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/g);
  readValue({ next: () => tokens.next().value?.[0] ?? '' }, '', found);
  return found;
}

interface Tokens {
  next(): string;
}

function readValue(tokens: Tokens, path: string, found: string[], token = tokens.next()): void {
  if (token === '{') readObject(tokens, path, found);
  if (token === '[') readList(tokens, path, found);
}

function readObject(tokens: Tokens, path: string, found: string[]): void {
  const names = new Set<string>();
  for (let token = tokens.next(); token !== '}' && token !== ''; token = tokens.next()) {
    if (token === ',') continue;
    const name = String(JSON.parse(token));
    const here = path === '' ? name : `${path}.${name}`;
    if (names.has(name)) found.push(here);
    names.add(name);
    // The colon.
    tokens.next();
    readValue(tokens, here, found);
  }
}

function readList(tokens: Tokens, path: string, found: string[]): void {
  let index = 0;
  for (let token = tokens.next(); token !== ']' && token !== ''; token = tokens.next()) {
    if (token === ',') index += 1;
    else readValue(tokens, `${path}[${index}]`, found, token);
  }
}
