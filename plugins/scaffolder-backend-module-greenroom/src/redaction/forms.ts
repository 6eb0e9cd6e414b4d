/** Shorter ones are in every other word; what a person typed as a secret goes from two characters on, as upstream has it. */
const SHORTEST = 2;
/** A piece of a secret that is shorter than this tells too little, and is found where there is none. */
const SHORTEST_PIECE = 8;

/**
 * Everything that a secret is written as: as it is, base64 (wherever in it the secret begins, as in a Basic header behind
 * the user's name), hexadecimal, URL-encoded, escaped in JSON and HTML, and each of these once more.
 */
export function formsOf(secret: string): string[] {
  const once = [...new Set([secret, ...written(secret)])];
  return [...new Set([...once, ...once.flatMap(written)])];
}

function written(text: string): string[] {
  return [...escapes(text), ...addresses(text), ...encodings(text)];
}

/** The secrets in what was handed over as one: none of something that is in every other word. */
export function secretsIn(handedOver: string): string[] {
  const trimmed = handedOver.trim();
  return [trimmed, ...partsOf(trimmed)].filter(secret => secret.length >= SHORTEST);
}

/** The scaffolder keeps whole credentials as one secret in JSON; what matters is what is in it. */
function partsOf(secret: string): string[] {
  if (!/^[[{]/.test(secret)) {
    return [];
  }
  try {
    return strings(JSON.parse(secret));
  } catch {
    return [];
  }
}

/** Names of people and of plugins are in credentials, too, and are no secret: they are short, or entity refs. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') {
    return value.length >= 16 && !value.includes(':') ? [value] : [];
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function escapes(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[^\0-\x7e]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return [json, ascii, ...html(secret)];
}

function html(secret: string): string[] {
  const plain = secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const quoted = plain.replaceAll('"', '&quot;');
  return [plain, quoted, ...['&#39;', '&#x27;', '&apos;'].map(quote => quoted.replaceAll("'", quote))];
}

function addresses(secret: string): string[] {
  const component = encodeURIComponent(wellFormed(secret));
  const strict = component.replace(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams([['', secret]]).toString().slice(1);
  const forms = [component, strict, form, userPart(secret), encodeURI(wellFormed(secret))];
  return [...forms, ...forms.map(text => text.replace(/%[\dA-F]{2}/g, digits => digits.toLowerCase()))];
}

/** Half of a pair of code units has no place in an address. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}

/** As an address has it as its password. */
function userPart(secret: string): string {
  const url = new URL('http://x');
  url.password = secret;
  return url.password;
}

function encodings(secret: string): string[] {
  const hex = Buffer.from(secret).toString('hex');
  return [hex, hex.toUpperCase(), ...base64Forms(secret)].filter(form => form.length >= SHORTEST_PIECE);
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
  return [bytes.toString('base64'), ...pieces].flatMap(piece => [
    piece,
    piece.replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, ''),
    encodeURIComponent(piece),
  ]);
}
