import type { Schema } from './Schema';

/**
 * What of a type counts: built-in kinds are also what the server's own program makes of them; custom resources, where
 * they are made of built-in types, say less about values.
 */
export interface Rules {
  builtIn: boolean;
  /** Any text is taken where some are listed. */
  lax?: boolean;
  /** Where types are found that are not among these. */
  base?: Types;
}

/**
 * Types of built-in kinds as a short text, one after the other:
 *
 *     ContainerPort: containerPort! int32; name text; protocol text(SCTP,TCP,UDP)=TCP
 *     LabelSelector atomic: matchExpressions [LabelSelectorRequirement]; matchLabels {text}
 *
 * Lines that begin with a space go on. `!` is required, `=` a default, `(A,B)` after `text` the only values, `{T}` an
 * object with any names, `[T]` a list that is replaced as a whole, `[T](a,b)` one whose items are told apart by those
 * fields, `[T]set` one whose items are, `+T` a part that is always there, `@{…}` anything else that a schema says.
 * `Name but: …` is a type that was told before, with these fields in place of its own.
 */
export class Types {
  readonly #texts = new Map<string, string>();
  readonly #known = new Map<string, Schema>();

  /** @param rules which of what is written counts */
  constructor(
    texts: readonly string[],
    private readonly rules: Rules,
  ) {
    for (const definition of texts.join('\n').split(/\n(?=\S)/)) {
      const [, name, rest] = /^(\w+)([^]*)$/.exec(definition.trim()) ?? [];
      if (name !== undefined && rest !== undefined) this.#read(name, rest.replace(/\s*\n\s*/g, ' '));
    }
  }

  #read(name: string, text: string) {
    const [, other] = /^ but: (.*)$/.exec(text) ?? [];
    const before = this.#texts.get(name);
    if (other === undefined || before === undefined) this.#texts.set(name, text);
    else this.#texts.set(name, replaced(before, other.split('; ')));
  }

  /** `undefined` when there is no such type. */
  of(name: string): Schema | undefined {
    const known = this.#known.get(name);
    const text = this.#texts.get(name);
    if (known) return known;
    if (text === undefined) return this.rules.base?.of(name);
    const schema: Schema = { type: 'object', ...(this.rules.builtIn && { name }) };
    // Before its fields are read: some types contain themselves.
    this.#known.set(name, schema);
    return Object.assign(schema, this.#body(text));
  }

  #body(text: string): Schema {
    const [, atomic, extra, rest = ''] = /^( atomic)?(?: @(\{.*?\}))?: ?(.*)$/.exec(text) ?? [];
    const fields = rest === '' ? [] : rest.split('; ').map(field => this.#field(field));
    const required = fields.filter(field => field.required).map(field => field.name);
    return {
      properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
      ...(required.length && { required }),
      ...(atomic && { 'x-kubernetes-map-type': 'atomic' }),
      ...(extra && JSON.parse(extra)),
    };
  }

  #field(text: string): { name: string; required: boolean; schema: Schema } {
    const [, name = '', bang, type = '', given, extra] =
      /^([^ !]+)(!)? (.*?)(?:=([^@]*?))?(?: @(\{.*\}))?$/.exec(text) ?? [];
    const plain = this.#type(type);
    const more = {
      ...(given !== undefined && { default: valueOf(plain, given) }),
      ...(extra && JSON.parse(extra)),
      // The server's own program writes such a list even when it is empty.
      ...(bang && this.rules.builtIn && plain.type === 'array' && { always: true }),
    };
    // The type itself where nothing is added: it may contain itself, and then is not whole yet.
    const schema = Object.keys(more).length ? { ...plain, ...more } : plain;
    return { name, required: !!bang, schema };
  }

  #type(text: string): Schema {
    if (text.startsWith('+')) return this.#always(text.slice(1));
    const [, bare, extra] = /^(\w.*?)@(\{.*\})$/.exec(text) ?? [];
    if (bare !== undefined && extra !== undefined) return { ...this.#type(bare), ...JSON.parse(extra) };
    const [, items, by] = /^\[(.*)\](.*)$/.exec(text) ?? [];
    if (items !== undefined) return { type: 'array', items: this.#type(items), ...listType(by) };
    const [, values, whole] = /^\{(.*)\}(atomic)?$/.exec(text) ?? [];
    if (values !== undefined) {
      const atomic = whole && { 'x-kubernetes-map-type': whole };
      return { type: 'object', additionalProperties: this.#type(values), ...atomic };
    }
    const [, word = text, among] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
    const plain = this.rules.builtIn ? words[word] : (shapes[word] ?? words[word]);
    if (!plain) return this.of(word) ?? {};
    return among === undefined || this.rules.lax ? plain : { ...plain, enum: among.split(',') };
  }

  /** A type of its own, for `always` is the field's and not the type's; made later, as some contain themselves. */
  #always(name: string): Schema {
    const type = this.of(name) ?? {};
    return this.rules.builtIn ? { ...type, always: true } : type;
  }
}

/** A type's text in which some fields are others. */
function replaced(text: string, others: readonly string[]): string {
  const nameOf = (field: string) => /^[^ !]+/.exec(field)?.[0];
  const [head = '', ...rest] = text.split(': ');
  const names = others.map(nameOf);
  const kept = rest
    .join(': ')
    .split('; ')
    .filter(field => !names.includes(nameOf(field)));
  return `${head}: ${[...kept, ...others].join('; ')}`;
}

function valueOf({ type }: Schema, text: string): unknown {
  return type === 'string' || type === undefined ? text : JSON.parse(text);
}

function listType(by: string | undefined): Schema {
  if (!by) return { 'x-kubernetes-list-type': 'atomic' };
  if (by === 'set') return { 'x-kubernetes-list-type': 'set' };
  return { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': by.slice(1, -1).split(',') };
}

const words: Readonly<Record<string, Schema>> = {
  any: { 'x-kubernetes-preserve-unknown-fields': true },
  empty: { type: 'object', properties: {} },
  bytes: { type: 'string', format: 'byte' },
  flag: { type: 'boolean' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  intOrString: { 'x-kubernetes-int-or-string': true },
  microtime: { type: 'string', format: 'date-time' },
  number: { type: 'number' },
  object: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  quantity: { 'x-kubernetes-int-or-string': true, format: 'quantity' },
  text: { type: 'string' },
  time: { type: 'string', format: 'date-time' },
};

/** What definitions of custom resources say in other words. */
const shapes: Readonly<Record<string, Schema>> = {
  intOrString: {
    'x-kubernetes-int-or-string': true,
    anyOf: [{ type: 'integer' }, { type: 'string' }],
  },
  quantity: {
    'x-kubernetes-int-or-string': true,
    anyOf: [{ type: 'integer' }, { type: 'string' }],
    pattern:
      '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  },
};
