import type { Schema } from './Schema';

/**
 * Types of built-in kinds as a short text, one after the other:
 *
 *     ContainerPort: containerPort! int32; name text; protocol text(SCTP,TCP,UDP)=TCP
 *     LabelSelector atomic: matchExpressions [LabelSelectorRequirement]; matchLabels {text}
 *
 * Lines that begin with a space go on. `!` is required, `=` a default, `(A,B)` after `text` the only values, `{T}` an
 * object with any names, `[T]` a list that is replaced as a whole, `[T](a,b)` one whose items are told apart by those
 * fields, `[T]set` one whose items are, `+T` a part that is always there, `@{…}` anything else that a schema says.
 */
export class Types {
  readonly #texts = new Map<string, string>();
  readonly #known = new Map<string, Schema>();

  constructor(...texts: readonly string[]) {
    for (const definition of texts.join('\n').split(/\n(?=\S)/)) {
      const [, name, rest] = /^(\w+)([^]*)$/.exec(definition.trim()) ?? [];
      if (name !== undefined && rest !== undefined) this.#texts.set(name, rest.replace(/\s*\n\s*/g, ' '));
    }
  }

  /** `undefined` when there is no such type. */
  of(name: string): Schema | undefined {
    const known = this.#known.get(name);
    const text = this.#texts.get(name);
    if (known || text === undefined) return known;
    const schema: Schema = { type: 'object', name };
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
    const schema = {
      ...this.#type(type),
      ...(given !== undefined && {
        default: /^[\d{[]|^(true|false)$/.test(given) ? JSON.parse(given) : given,
      }),
      ...(extra && JSON.parse(extra)),
    };
    // The server's own program writes such a list even when it is empty.
    return {
      name,
      required: !!bang,
      schema: bang && schema.type === 'array' ? { ...schema, always: true } : schema,
    };
  }

  #type(text: string): Schema {
    if (text.startsWith('+')) return this.#always(text.slice(1));
    const [, items, by] = /^\[(.*)\](.*)$/.exec(text) ?? [];
    if (items !== undefined) return { type: 'array', items: this.#type(items), ...listType(by) };
    const [, values, whole] = /^\{(.*)\}(atomic)?$/.exec(text) ?? [];
    if (values !== undefined) {
      const atomic = whole && { 'x-kubernetes-map-type': whole };
      return { type: 'object', additionalProperties: this.#type(values), ...atomic };
    }
    const [, word = text, among] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
    const plain = words[word];
    if (plain) return among === undefined ? plain : { ...plain, enum: among.split(',') };
    return this.of(word) ?? {};
  }

  /** A type of its own, for `always` is the field's and not the type's; made later, as some contain themselves. */
  #always(name: string): Schema {
    const type = this.of(name);
    return { ...type, always: true };
  }
}

function listType(by: string | undefined): Schema {
  if (!by) return { 'x-kubernetes-list-type': 'atomic' };
  if (by === 'set') return { 'x-kubernetes-list-type': 'set' };
  return { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': by.slice(1, -1).split(',') };
}

const words: Readonly<Record<string, Schema>> = {
  any: { 'x-kubernetes-preserve-unknown-fields': true },
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
