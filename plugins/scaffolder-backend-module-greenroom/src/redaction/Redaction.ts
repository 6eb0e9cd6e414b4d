import { formsOf, secretsIn } from './forms';

/** What stands for a secret. */
const HIDDEN = '***';
/** A piece of a secret, as what a parser or a limit cut off: shorter ones tell too little, and are in other words. */
const PIECE = 8;
/** A piece that could be a word of anybody's is only taken for the secret's when it is longer. */
const WORDS = 16;
const wordLike = /^[a-z-]+$/;

type Range = readonly [from: number, to: number];

/**
 * Takes secrets out of what is written down: whole, in pieces, and as they get when somebody encodes them on the way
 * (`formsOf`). What carries credentials by its form goes whatever they are: the user part of an address, and headers of
 * authorization.
 */
export class Redaction {
  readonly #whole: RegExp | undefined;
  readonly #pieces: ReadonlySet<string>;

  constructor(handedOver: readonly string[]) {
    const secrets = [...new Set(handedOver.flatMap(secretsIn))];
    const forms = plain(secrets).flatMap(formsOf);
    // Longer forms are found by their pieces: an expression of all of them would take minutes.
    const whole = new Set([...forms.filter(form => form.length < WORDS), ...secrets.flatMap(inLogs)]);
    const longestFirst = [...whole].sort((one, other) => other.length - one.length);
    this.#whole =
      longestFirst.length === 0 ? undefined : new RegExp(`(?=(${longestFirst.map(escaped).join('|')}))`, 'g');
    this.#pieces = new Set(forms.flatMap(piecesOf));
  }

  text(written: string): string {
    return hidden(written, [...this.#wholeIn(written), ...this.#piecesIn(written)])
      .replace(/\b([a-z][a-z\d+.-]*(?::\/\/|:\\\/\\\/|%3A%2F%2F))[^\s/@'"<>\\?#]+(@|%40)/gi, `$1${HIDDEN}$2`)
      .replace(/\b(Basic|Bearer|token)(\s+|%20)[\w+/=.~-]{8,}/gi, `$1$2${HIDDEN}`);
  }

  #wholeIn(written: string): Range[] {
    const matches = this.#whole ? [...written.matchAll(this.#whole)] : [];
    return matches.map(({ index, 1: found = '' }) => [index, index + found.length]);
  }

  #piecesIn(written: string): Range[] {
    const found: Range[] = [];
    for (let at = 0; this.#pieces.size > 0 && at + PIECE <= written.length; at += 1) {
      [PIECE, WORDS].forEach(length => {
        const piece = written.slice(at, at + length);
        if (piece.length === length && this.#pieces.has(piece)) {
          found.push([at, at + length]);
        }
      });
    }
    return found;
  }
}

/** As a log has it that tells a text, or a list of texts. */
function inLogs(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1)];
}

/** Without texts that another secret was put into: what is around it is none. */
function plain(secrets: readonly string[]): string[] {
  const inside = secrets.filter(secret => secret.length >= PIECE);
  const forms = new Map(inside.map(secret => [secret, formsOf(secret)]));
  return secrets.filter(
    secret =>
      !inside.some(other => other !== secret && forms.get(other)?.some(form => secret.includes(form))),
  );
}

function piecesOf(form: string): string[] {
  const pieces: string[] = [];
  for (let at = 0; at + PIECE <= form.length; at += 1) {
    const short = form.slice(at, at + PIECE);
    pieces.push(wordLike.test(short) ? form.slice(at, at + WORDS) : short);
  }
  return pieces.filter(piece => piece.length === WORDS || !wordLike.test(piece.slice(0, PIECE)));
}

/** Secrets may overlap, and a form of one may be in a form of another: what is under any goes, as one. */
function hidden(written: string, ranges: Range[]): string {
  const inOrder = ranges.sort(([one], [other]) => one - other);
  let told = '';
  let toldTo = 0;
  inOrder.forEach(([from, to], at) => {
    if (at === 0 || from > toldTo) {
      told += written.slice(toldTo, from) + HIDDEN;
    }
    toldTo = Math.max(toldTo, to);
  });
  return told + written.slice(toldTo);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
