/** What stands for a secret. */
const HIDDEN = '***';
/** Shorter ones are in every other word. */
const SHORTEST = 4;
/** A piece of a secret that is shorter than this tells too little, and is found where there is none. */
const SHORTEST_PIECE = 8;

/**
 * Takes secrets out of what is written down: as they are, and as they get when somebody encodes them on the way: base64
 * (wherever in it they begin, as in a Basic header behind the user's name), hexadecimal, URL-encoded, JSON-escaped. What
 * carries credentials by its form goes whatever they are: the user part of an address, and headers of authorization.
 */
export class Redaction {
  readonly #pattern: RegExp | undefined;

  constructor(secrets: readonly string[]) {
    const forms = [...new Set(secrets.flatMap(formsOf))].sort((one, other) => other.length - one.length);
    this.#pattern = forms.length === 0 ? undefined : new RegExp(forms.map(escaped).join('|'), 'g');
  }

  text(written: string): string {
    const without = this.#pattern ? written.replace(this.#pattern, HIDDEN) : written;
    return without
      .replace(/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@'"<>]+@/gi, `$1${HIDDEN}@`)
      .replace(/\b(Basic|Bearer|token)(\s+|%20)[\w+/=.~-]{8,}/gi, `$1$2${HIDDEN}`);
  }
}

/** Everything that a secret is written as. */
function formsOf(secret: string): string[] {
  const trimmed = secret.trim();
  if (trimmed.length < SHORTEST) {
    return [];
  }
  const json = JSON.stringify(trimmed).slice(1, -1);
  const jsonInJson = JSON.stringify(json).slice(1, -1);
  const inUrl = encodeURIComponent(trimmed);
  return [
    trimmed,
    json,
    jsonInJson,
    inUrl,
    encodeURIComponent(inUrl),
    inUrl.replace(/%[\dA-F]{2}/g, hex => hex.toLowerCase()),
    new URLSearchParams([['', trimmed]]).toString().slice(1),
    Buffer.from(trimmed).toString('hex'),
    ...base64Forms(trimmed),
    ...trimmed.split(/\r?\n/).filter(line => line.length >= SHORTEST_PIECE),
  ].filter(form => form.length >= SHORTEST);
}

/**
 * The part of a base64 text that only depends on the secret, for each of the three places in a group at which it can
 * begin; the characters at both ends are mixed with its neighbours. The whole form of a secret that stands alone too.
 */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const pieces = [0, 1, 2].map(before => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const begin = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    return text.slice(begin, end);
  });
  const whole = bytes.toString('base64');
  return [whole, ...pieces]
    .filter(piece => piece.length >= SHORTEST_PIECE || piece === whole)
    .flatMap(piece => [piece, piece.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')]);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
