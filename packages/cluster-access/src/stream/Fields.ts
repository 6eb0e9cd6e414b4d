/**
 * Which fields of a JSON document are built: all that are named, and of the others those that `others` allows (none
 * where it is absent). A list stands for each of its items. `null` for a name: not even where others are.
 */
export interface Fields {
  readonly named?: Readonly<Record<string, Fields | null>>;
  readonly others?: Fields;
}

/** All of it, however deep. */
export const everything: Fields = {
  get others() {
    return everything;
  },
};

/** Both what one and what the other asks for. */
export function both(a: Fields, b: Fields): Fields {
  if (a === everything || b === everything) {
    return everything;
  }
  const names = new Set([...Object.keys(a.named ?? {}), ...Object.keys(b.named ?? {})]);
  const named = [...names].map(name => [name, eitherOf(fieldOf(a, name), fieldOf(b, name))] as const);
  return { named: Object.fromEntries(named), others: eitherOf(a.others, b.others) ?? undefined };
}

function fieldOf(fields: Fields, name: string): Fields | null | undefined {
  const { named, others } = fields;
  return named && Object.hasOwn(named, name) ? named[name] : others;
}

function eitherOf(a: Fields | null | undefined, b: Fields | null | undefined): Fields | null {
  return a && b ? both(a, b) : (a ?? b ?? null);
}

/** One name that is asked for, as the bytes in which it comes. */
interface NamedField {
  readonly name: string;
  readonly bytes: Buffer;
  readonly fields: FieldTable | undefined;
}

const tables = new WeakMap<Fields, FieldTable>();

/** `Fields` in the form in which a reader looks them up, made once for each. */
export class FieldTable {
  /** By the length of the name: most names are none of them, and have other lengths. */
  readonly #named: (NamedField[] | undefined)[] = [];
  readonly #others: FieldTable | undefined;

  private constructor(fields: Fields) {
    // Before its parts: those may lead back to it.
    tables.set(fields, this);
    this.#others = fields.others && FieldTable.of(fields.others);
    for (const [name, inner] of Object.entries(fields.named ?? {})) {
      const bytes = Buffer.from(name);
      const alike = (this.#named[bytes.length] ??= []);
      alike.push({ name, bytes, fields: inner ? FieldTable.of(inner) : undefined });
    }
  }

  static of(fields: Fields): FieldTable {
    return tables.get(fields) ?? new FieldTable(fields);
  }

  /** The field whose name, without escapes, is these bytes. */
  find(bytes: Buffer, start: number, end: number): NamedField | undefined {
    const alike = this.#named[end - start];
    if (alike) {
      for (const field of alike) {
        if (isSame(field.bytes, bytes, start)) {
          return field;
        }
      }
    }
    return undefined;
  }

  get others(): FieldTable | undefined {
    return this.#others;
  }
}

function isSame(name: Buffer, bytes: Buffer, start: number): boolean {
  for (let i = 0; i < name.length; i += 1) {
    if (name[i] !== bytes[start + i]) {
      return false;
    }
  }
  return true;
}
