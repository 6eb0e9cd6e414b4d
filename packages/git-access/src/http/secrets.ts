/** Shorter ones would blot out ordinary words, and are no secrets. */
const SHORTEST = 4;

/** Everything in these headers that nobody may read in a message: values, their tokens, and what a basic one encodes. */
export function secretsOf(headers: Readonly<Record<string, string>>): string[] {
  const found = Object.values(headers).flatMap(value => {
    const [scheme = '', token = value] = value.split(' ');
    const basic = scheme.toLowerCase() === 'basic' ? Buffer.from(token, 'base64').toString('utf8') : '';
    return [value, token, basic, basic.slice(basic.indexOf(':') + 1)];
  });
  return found.filter(secret => secret.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** A host, or a proxy before it, may repeat what it was sent. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((clean, secret) => clean.replaceAll(secret, '[hidden]'), text);
}
