import { errorAt } from './at';
import { cast, goesInto } from './coercion';
import type { Expression } from './Expression';
import type { Parameters } from './Parameters';
import { type SqlType, types } from './types';

interface Candidate {
  takes: readonly SqlType[];
  isVariadic?: boolean;
}

/**
 * The one of a function's forms that these arguments mean: most exact ones first, then those that the fewest arguments have to
 * be converted for.
 *
 * @throws PostgresError 42883 where none fits
 */
export function choose<Form extends Candidate>(
  name: string,
  forms: readonly Form[],
  { args, at }: { args: readonly Expression[]; at?: number },
): Form {
  const given = args.map(({ type }) => type);
  const fitting = forms.filter(form => fits(form, given));
  const [best] = fitting.sort((one, other) => exactness(other, given) - exactness(one, given));
  if (best) return best;
  const said = `function ${name}(${given.map(({ title }) => title).join(', ')}) does not exist`;
  const hint =
    'No function matches the given name and argument types. You might need to add explicit type casts.';
  throw errorAt('42883', said, at, hint);
}

/** The arguments, each of the type that the form takes. */
export function castAll(
  { takes }: Candidate,
  args: readonly Expression[],
  parameters: Parameters,
): Expression[] {
  return args.map((argument, index) => cast(argument, wanted(takes, index), parameters));
}

function fits({ takes, isVariadic }: Candidate, given: readonly SqlType[]): boolean {
  if (isVariadic ? given.length < takes.length : given.length !== takes.length) return false;
  return given.every((type, index) => goesInto(type, wanted(takes, index)));
}

function exactness({ takes }: Candidate, given: readonly SqlType[]): number {
  const scores = given.map((type, index) => {
    const to = wanted(takes, index);
    if (type.name === to.name) return 3;
    // What could be anything is text first.
    if (type.name === 'unknown') return to.name === 'text' ? 2 : 0;
    return to.name === 'float8' ? 1 : 0;
  });
  return scores.reduce<number>((sum, score) => sum + score, 0);
}

function wanted(takes: readonly SqlType[], index: number): SqlType {
  return takes[index] ?? takes.at(-1) ?? types.text;
}
