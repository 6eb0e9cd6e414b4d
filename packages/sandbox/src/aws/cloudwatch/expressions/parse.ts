/** An expression of metric math, read. */
export type Expression =
  | { kind: 'number'; value: number }
  | { kind: 'text'; value: string }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression };

/** Why an expression is none, in a few words. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

const tokenPattern =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|("[^"]*"|'[^']*')|([A-Za-z_]\w*)|(==|!=|<=|>=|&&|\|\||[-+*/^()[\],<>]))/y;

/** Operators by how strongly they bind, weakest first. */
const levels = [['||'], ['&&'], ['==', '!=', '<', '<=', '>', '>='], ['+', '-'], ['*', '/']];

/** @throws ExpressionError */
export function parseExpression(text: string): Expression {
  const tokens = tokensOf(text);
  const parser = new Parser(tokens);
  const read = parser.level(0);
  if (parser.peek() !== undefined) throw new ExpressionError(`Unexpected '${parser.peek()}'`);
  return read;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  tokenPattern.lastIndex = 0;
  while (text.slice(tokenPattern.lastIndex).trim() !== '') {
    const from = tokenPattern.lastIndex;
    const found = tokenPattern.exec(text);
    if (!found) throw new ExpressionError(`Unexpected '${text.slice(from).trim().charAt(0)}'`);
    tokens.push(found[0].trim());
  }
  return tokens;
}

class Parser {
  private position = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly string[]) {}

  peek(): string | undefined {
    return this.tokens[this.position];
  }

  level(index: number): Expression {
    const operators = levels[index];
    if (!operators) return this.power();
    let left = this.level(index + 1);
    for (let operator = this.peek(); operator && operators.includes(operator); operator = this.peek()) {
      this.position += 1;
      left = { kind: 'binary', operator, left, right: this.level(index + 1) };
    }
    return left;
  }

  /** Binds to the right: 2 ^ 3 ^ 2 is 2 ^ 9. */
  private power(): Expression {
    const base = this.unary();
    if (this.peek() !== '^') return base;
    this.position += 1;
    return { kind: 'binary', operator: '^', left: base, right: this.power() };
  }

  private unary(): Expression {
    if (this.peek() !== '-') return this.primary();
    this.position += 1;
    return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: this.unary() };
  }

  private primary(): Expression {
    this.depth += 1;
    if (this.depth > 500) throw new ExpressionError('It is too long');
    const token = this.next();
    if (token === '(') return this.closed(this.level(0), ')');
    if (token === '[') return { kind: 'list', items: this.until(']') };
    if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
    if (/^["']/.test(token)) return { kind: 'text', value: token.slice(1, -1) };
    if (!/^[A-Za-z_]/.test(token)) throw new ExpressionError(`Unexpected '${token}'`);
    if (this.peek() !== '(') return { kind: 'name', name: token };
    this.position += 1;
    return { kind: 'call', name: token.toUpperCase(), args: this.until(')') };
  }

  private until(end: string): Expression[] {
    const all: Expression[] = [];
    if (this.peek() === end) {
      this.position += 1;
      return all;
    }
    for (;;) {
      all.push(this.level(0));
      const token = this.next();
      if (token === end) return all;
      if (token !== ',') throw new ExpressionError(`Expected '${end}' and found '${token}'`);
    }
  }

  private closed(inner: Expression, end: string): Expression {
    const token = this.next();
    if (token !== end) throw new ExpressionError(`Expected '${end}' and found '${token}'`);
    return inner;
  }

  private next(): string {
    const token = this.tokens[this.position];
    this.position += 1;
    if (token === undefined) throw new ExpressionError('It ends too early');
    return token;
  }
}
