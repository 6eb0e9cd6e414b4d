import { StatusError } from './StatusError';

type LabelTest = (labels: Readonly<Record<string, string>> | undefined) => boolean;

const END = 'end of string';
const COMPARISONS = ['=', '==', '!=', '>', '<'];
const SPECIAL = ['(', ')', ',', '!', ...COMPARISONS];

/** Reads a label selector token by token, as Kubernetes does, and complains in its words. */
export class SelectorParser {
  readonly #tokens: string[];

  constructor(text: string) {
    this.#tokens = text.match(/[=!]=|[=!<>(),]|[^\s=!<>(),]+/g) ?? [];
  }

  /** @throws StatusError 400 */
  parse(): LabelTest[] {
    const tests: LabelTest[] = [];
    if (this.#next() === undefined) return tests;
    if (!this.#startsRequirement()) throw found(this.#next(), "expected: !, identifier, or 'end of string'");
    do tests.push(this.#requirement());
    while (this.#separator());
    return tests;
  }

  #separator(): boolean {
    const token = this.#take();
    if (token === undefined) return false;
    if (token !== ',') throw found(token, "expected: ',' or 'end of string'");
    if (!this.#startsRequirement()) throw found(this.#next(), "expected: identifier after ','");
    return true;
  }

  #startsRequirement(): boolean {
    const token = this.#next();
    return token === '!' || (token !== undefined && !SPECIAL.includes(token));
  }

  #requirement(): LabelTest {
    const negated = this.#next() === '!';
    if (negated) this.#take();
    const key = this.#identifier();
    if (negated) return exists(key, false);
    if (this.#next() === undefined || this.#next() === ',') return exists(key, true);
    return this.#operation(key, this.#take() ?? '');
  }

  #operation(key: string, operator: string): LabelTest {
    if (operator === 'in' || operator === 'notin') return within(key, operator === 'in', this.#values());
    if (!COMPARISONS.includes(operator)) {
      throw requirement(operator, `expected: in, notin, ${COMPARISONS.join(', ')}`);
    }
    const empty = this.#next() === undefined || this.#next() === ',';
    return compared(key, operator, empty ? '' : this.#identifier());
  }

  #values(): Set<string> {
    const values = new Set<string>();
    const open = this.#take();
    if (open !== '(') throw requirement(open, "expected: '('", ' ');
    let value = '';
    for (let token = this.#take(); token !== ')'; token = this.#take()) {
      if (token === undefined) throw requirement(token, "expected: ',' or ')'");
      if (token === ',') values.add(value);
      value = token === ',' ? '' : token;
    }
    return values.add(value);
  }

  #identifier(): string {
    const token = this.#take();
    if (token === undefined || SPECIAL.includes(token)) throw requirement(token, 'expected: identifier');
    return token;
  }

  #next(): string | undefined {
    return this.#tokens[0];
  }

  #take(): string | undefined {
    return this.#tokens.shift();
  }
}

function found(token: string | undefined, expected: string): StatusError {
  return StatusError.badRequest(`found '${token ?? END}', ${expected}`);
}

function requirement(token: string | undefined, expected: string, separator = ', '): StatusError {
  return StatusError.badRequest(
    `unable to parse requirement: found '${token ?? END}'${separator}${expected}`,
  );
}

function exists(key: string, wanted: boolean): LabelTest {
  return labels => (labels?.[key] !== undefined) === wanted;
}

function within(key: string, wanted: boolean, values: ReadonlySet<string>): LabelTest {
  return labels => {
    const value = labels?.[key];
    return value === undefined ? !wanted : values.has(value) === wanted;
  };
}

function compared(key: string, operator: string, wanted: string): LabelTest {
  if (operator === '!=') return labels => labels?.[key] !== wanted;
  if (operator !== '>' && operator !== '<') return labels => labels?.[key] === wanted;
  const limit = Number(wanted);
  return labels => {
    const value = labels?.[key];
    if (value === undefined || !/^-?\d+$/.test(value)) return false;
    return operator === '>' ? Number(value) > limit : Number(value) < limit;
  };
}
