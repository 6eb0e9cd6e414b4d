/** What an expression cannot be read or evaluated for. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

export type Expression =
  | { kind: 'literal'; value: unknown }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'name'; name: string }
  | { kind: 'member'; object: Expression; key: Expression }
  | { kind: 'call'; name: string; args: Expression[] }
  | { kind: 'not' | 'minus'; operand: Expression }
  | { kind: 'choice'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression };

const token =
  /\s*(?:(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|([A-Za-z_]\w*|#)|(==|!=|<=|>=|&&|\|\||[-+*/%<>!()[\]{},.?:]))/y;

interface Token {
  kind: 'number' | 'string' | 'name' | 'sign';
  text: string;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) throw new ExpressionError(`unrecognized character: U+${hex(text.slice(at).trim())}`);
    const [, number, string, name, sign] = match;
    if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (string !== undefined) tokens.push({ kind: 'string', text: string });
    else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign });
  }
  return tokens;
}

function hex(text: string): string {
  return (text.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

/** Words for signs, and how strongly operators bind. */
const words: Record<string, string> = { and: '&&', or: '||', not: '!' };
const strength: Record<string, number> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 3,
  '<=': 3,
  '>': 3,
  '>=': 3,
  in: 3,
  '+': 4,
  '-': 4,
  '*': 5,
  '/': 5,
  '%': 5,
};
const constants: Record<string, unknown> = { true: true, false: false, nil: null };

/** A parser by operator precedence. */
class Parser {
  private position = 0;

  constructor(private readonly tokens: Token[]) {}

  whole(): Expression {
    const expression = this.choice();
    const rest = this.tokens[this.position];
    if (rest) throw new ExpressionError(`unexpected token ${rest.text}`);
    return expression;
  }

  private choice(): Expression {
    const test = this.operation(1);
    if (!this.accept('?')) return test;
    const yes = this.choice();
    this.expect(':');
    return { kind: 'choice', test, yes, no: this.choice() };
  }

  private operation(weakest: number): Expression {
    let left = this.unary();
    for (;;) {
      const operator = this.sign();
      const binding = operator === undefined ? undefined : strength[operator];
      if (operator === undefined || binding === undefined || binding < weakest) return left;
      this.position += 1;
      left = { kind: 'binary', operator, left, right: this.operation(binding + 1) };
    }
  }

  private unary(): Expression {
    if (this.accept('!')) return { kind: 'not', operand: this.unary() };
    if (this.accept('-')) return { kind: 'minus', operand: this.unary() };
    return this.postfix(this.primary());
  }

  private postfix(of: Expression): Expression {
    let object = of;
    for (;;) {
      if (this.accept('.'))
        object = { kind: 'member', object, key: { kind: 'literal', value: this.next().text } };
      else if (this.accept('[')) {
        object = { kind: 'member', object, key: this.choice() };
        this.expect(']');
      } else return object;
    }
  }

  private primary(): Expression {
    if (this.accept('(')) return this.closed(')');
    if (this.accept('{')) return this.closed('}');
    if (this.accept('[')) return { kind: 'list', items: this.arguments(']') };
    const { kind, text } = this.next();
    if (kind === 'number') return { kind: 'literal', value: Number(text) };
    if (kind === 'string') return { kind: 'literal', value: unquoted(text) };
    if (kind === 'sign') throw new ExpressionError(`unexpected token Operator("${text}")`);
    if (text in constants) return { kind: 'literal', value: constants[text] };
    return this.accept('(')
      ? { kind: 'call', name: text, args: this.arguments(')') }
      : { kind: 'name', name: text };
  }

  private closed(by: string): Expression {
    const inner = this.choice();
    this.expect(by);
    return inner;
  }

  private arguments(end: string): Expression[] {
    const args: Expression[] = [];
    while (!this.accept(end)) {
      if (args.length) this.expect(',');
      args.push(this.choice());
    }
    return args;
  }

  /** The next token as a sign, words included. */
  private sign(): string | undefined {
    const next = this.tokens[this.position];
    if (!next || next.kind === 'number' || next.kind === 'string') return undefined;
    return words[next.text] ?? next.text;
  }

  private accept(sign: string): boolean {
    if (this.sign() !== sign) return false;
    this.position += 1;
    return true;
  }

  private expect(sign: string): void {
    if (this.accept(sign)) return;
    const next = this.tokens[this.position]?.text ?? 'EOF';
    throw new ExpressionError(`unexpected token ${next}, expected ${sign}`);
  }

  private next(): Token {
    const next = this.tokens[this.position];
    if (!next) throw new ExpressionError('unexpected token EOF');
    this.position += 1;
    return next;
  }
}

function unquoted(text: string): string {
  return text.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** @throws ExpressionError when the text is no expression */
export function parseExpression(text: string): Expression {
  return new Parser(tokensOf(text)).whole();
}
