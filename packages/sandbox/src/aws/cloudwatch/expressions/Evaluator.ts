import { validationError } from '../input';
import { functions, type Range } from './functions';
import { type Expression, ExpressionError, parseExpression } from './parse';
import { combined, type Series, seriesIn, type Value } from './Value';

/** A query of a request: its own metric, or an expression over others. */
export interface Evaluable {
  id: string;
  label: string;
  expression?: string;
  /** Its metric, where it has one. */
  measured?: Series;
}

const yes = (holds: boolean) => (holds ? 1 : 0);

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '^': (a, b) => a ** b,
  '==': (a, b) => yes(a === b),
  '!=': (a, b) => yes(a !== b),
  '<': (a, b) => yes(a < b),
  '<=': (a, b) => yes(a <= b),
  '>': (a, b) => yes(a > b),
  '>=': (a, b) => yes(a >= b),
  '&&': (a, b) => yes(a !== 0 && b !== 0),
  '||': (a, b) => yes(a !== 0 || b !== 0),
};

/** Answers the queries of one request, each at most once. */
export class Evaluator {
  private readonly done = new Map<string, Value>();
  private readonly busy = new Set<string>();

  constructor(
    private readonly queries: readonly Evaluable[],
    private readonly range: Range,
  ) {}

  /** One series, or several where an expression gives a list. @throws AwsError ValidationError */
  series(query: Evaluable): Series[] {
    const value = this.valueOf(query);
    if (value.kind === 'series' || value.kind === 'list') return seriesIn(value);
    throw validationError(
      `Error in expression '${query.id}': The final result of the expression must be a time series`,
    );
  }

  private valueOf(query: Evaluable): Value {
    const known = this.done.get(query.id);
    if (known) return known;
    if (this.busy.has(query.id)) {
      throw validationError(`Error in expression '${query.id}': It depends on itself`);
    }
    this.busy.add(query.id);
    const value = this.evaluated(query);
    this.busy.delete(query.id);
    this.done.set(query.id, value);
    return value;
  }

  private evaluated({ id, expression, measured }: Evaluable): Value {
    if (measured) return { kind: 'series', series: measured };
    try {
      return finite(this.evaluate(parseExpression(expression ?? '')));
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      throw validationError(`Error in expression '${id}': ${error.message}`);
    }
  }

  private evaluate(expression: Expression): Value {
    if (expression.kind === 'number' || expression.kind === 'text') return expression;
    if (expression.kind === 'name') return this.named(expression.name);
    if (expression.kind === 'list') {
      return { kind: 'list', list: expression.items.flatMap(item => seriesIn(this.evaluate(item))) };
    }
    if (expression.kind === 'call') return this.called(expression.name, expression.args);
    const act = operators[expression.operator];
    if (!act) throw new ExpressionError(`Unknown operator ${expression.operator}`);
    return combined(this.evaluate(expression.left), this.evaluate(expression.right), act);
  }

  private named(name: string): Value {
    if (name === 'REPEAT' || name === 'LINEAR') return { kind: 'text', value: name };
    const query = this.queries.find(({ id }) => id === name);
    if (query) return this.valueOf(query);
    throw new ExpressionError(`Unknown identifier '${name}'`);
  }

  private called(name: string, args: readonly Expression[]): Value {
    const values = args.map(each => this.evaluate(each));
    if (name === 'METRICS') return this.metrics(values[0]);
    const act = Object.hasOwn(functions, name) ? functions[name] : undefined;
    if (act) return act(values, this.range);
    throw new ExpressionError(`Unsupported function '${name}'`);
  }

  /** All metrics of the request, or those with that in their id. */
  private metrics(part: Value | undefined): Value {
    const wanted = part?.kind === 'text' ? part.value : '';
    const found = this.queries.filter(({ id }) => id.includes(wanted));
    return { kind: 'list', list: found.flatMap(({ measured }) => measured ?? []) };
  }
}

/** Dividing by nothing gives no point. */
function finite(value: Value): Value {
  if (value.kind === 'number' || value.kind === 'text') return value;
  const list = seriesIn(value).map(series => ({
    ...series,
    points: new Map([...series.points].filter(([, each]) => Number.isFinite(each))),
  }));
  const [only] = list;
  return value.kind === 'series' && only ? { kind: 'series', series: only } : { kind: 'list', list };
}
