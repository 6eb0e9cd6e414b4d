import { PostgresError } from '../PostgresError';
import type { Expression } from './Expression';
import { type SqlType, types } from './types';
import type { Value } from './values';

/** `$1`, `$2`, … of one statement: what has no type from the client has that of the place where it stands first. */
export class Parameters {
  private readonly known: (SqlType | undefined)[];

  constructor(
    given: readonly (SqlType | undefined)[],
    /** Whether the statement may have any: not in the simple protocol. */
    private readonly allowed: boolean,
  ) {
    this.known = [...given];
  }

  /** @throws PostgresError 42P02 where there is none */
  expression(number: number, at?: number): Expression {
    if (!this.allowed) {
      throw new PostgresError('42P02', `there is no parameter $${number}`, {
        position: at === undefined ? undefined : at + 1,
      });
    }
    while (this.known.length < number) this.known.push(undefined);
    const type = this.known[number - 1];
    const evaluate = ({ parameters }: { parameters: readonly Value[] }) => parameters[number - 1] ?? null;
    return type ? { type, evaluate, at } : { type: types.unknown, evaluate, at, parameter: number };
  }

  settle(number: number, type: SqlType): void {
    this.known[number - 1] ??= type;
  }

  get types(): SqlType[] {
    return this.known.map(type => type ?? types.text);
  }

  read(texts: readonly (string | null)[]): Value[] {
    const all = this.types;
    return texts.map((text, index) => (text === null ? null : (all[index] ?? types.text).read(text)));
  }
}
