import { AwsError, invalidParameter } from '../AwsError';

/** The parameters of a request in the Query protocol, where `A.B.1.C` is C of the first B in the list A. */
export class QueryForm {
  constructor(private readonly fields: ReadonlyMap<string, string>) {}

  static parse(body: string): QueryForm {
    return new QueryForm(new Map(new URLSearchParams(body)));
  }

  /** Undefined where it was not sent, or empty. */
  text(name: string): string | undefined {
    return this.fields.get(name) || undefined;
  }

  /** @throws AwsError MissingParameter */
  required(name: string): string {
    const found = this.text(name);
    if (found !== undefined) return found;
    throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  }

  /** @throws AwsError InvalidParameterValue when it is no whole number */
  integer(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (/^-?\d{1,9}$/.test(text)) return Number(text);
    throw invalidParameter(`Invalid integer value ${text} for ${name}`);
  }

  /** @throws AwsError InvalidParameterValue when it is no date */
  date(name: string): Date | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const date = new Date(text);
    if (!Number.isNaN(date.getTime())) return date;
    throw invalidParameter(`Invalid date value ${text} for ${name}`);
  }

  flag(name: string): boolean {
    return this.text(name) === 'true';
  }

  /** `Name.1`, `Name.2`, … */
  texts(name: string): string[] {
    return this.numbered(name).map(prefix => this.fields.get(prefix) ?? '');
  }

  /** Of a list of structures, each as a form of its own. */
  forms(name: string): QueryForm[] {
    return this.numbered(name).map(prefix => {
      const start = `${prefix}.`;
      const inner = [...this.fields].filter(([key]) => key.startsWith(start));
      return new QueryForm(new Map(inner.map(([key, value]) => [key.slice(start.length), value])));
    });
  }

  private numbered(name: string): string[] {
    const pattern = new RegExp(`^${name.replaceAll('.', '\\.')}\\.(\\d{1,4})(?:\\.|$)`);
    const found = [...this.fields.keys()].flatMap(key => pattern.exec(key)?.[1] ?? []);
    return [...new Set(found)].sort((one, other) => Number(one) - Number(other)).map(n => `${name}.${n}`);
  }
}
