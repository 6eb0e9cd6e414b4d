import type { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';

/**
 * What a field is made of. `stock` is whatever this form has no own component for: Backstage's own one draws it, so that
 * any template works.
 */
export type FieldKind =
  'name' | 'owner' | 'entity' | 'text' | 'lines' | 'number' | 'choice' | 'switch' | 'stock';

/** One of the values of a choice. */
export interface Choice {
  value: string | number;
  title: string;
  description?: string;
  /** What it means in numbers, a row each, e.g. for every environment. */
  rows: Record<string, string | number>[];
}

/** One parameter of a template, as this form asks for it. */
export interface Field {
  name: string;
  title: string;
  description?: string;
  placeholder?: string;
  required: boolean;
  kind: FieldKind;
  choices: Choice[];
  /** Of an entity: what the catalog is asked for. */
  catalogFilter?: CatalogFilter;
  /** As the template has it, without and with what is only for the eyes. */
  schema: JsonObject;
  uiSchema: JsonObject;
}

/** A part of the form with a heading: one step of the template's parameters. */
export interface FormSection {
  title: string;
  description?: string;
  fields: Field[];
  /** The step's own schema, for checking its values. */
  schema: JsonObject;
  uiSchema: JsonObject;
  /** What is asked depends on what was answered: the whole section is Backstage's own form. */
  conditional: boolean;
}

export type CatalogFilter = Record<string, string | string[]> | Record<string, string | string[]>[];

/** The values of a form, by the names of the parameters. */
export type Values = Record<string, JsonValue>;

/** What `useTemplateSchema` makes of a step. */
export interface StepSchema {
  title: string;
  description?: string;
  schema: JsonObject;
  uiSchema: object;
}

const json = z.json();
const jsonObject = z.record(z.string(), json);
const rowSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const choiceSchema = z.looseObject({
  const: z.union([z.string(), z.number()]),
  title: z.string().optional(),
  description: z.string().optional(),
});
const propertySchema = z.looseObject({
  type: z.unknown().optional(),
  title: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .optional()
    .catch(undefined),
  enumNames: z.array(z.string()).optional().catch(undefined),
  oneOf: z.array(choiceSchema).optional().catch(undefined),
});
const filterSchema = z.record(z.string(), z.union([z.string(), z.array(z.string())]));
const optionsSchema = z.looseObject({
  catalogFilter: z
    .union([filterSchema, z.array(filterSchema)])
    .optional()
    .catch(undefined),
  allowedKinds: z.array(z.string()).optional().catch(undefined),
  /** What each value of a choice means in numbers. */
  rows: z.record(z.string(), z.array(rowSchema)).optional().catch(undefined),
});
const uiSchema = z.looseObject({
  'ui:field': z.string().optional().catch(undefined),
  'ui:widget': z.string().optional().catch(undefined),
  'ui:placeholder': z.string().optional().catch(undefined),
  'ui:help': z.string().optional().catch(undefined),
  'ui:options': optionsSchema.optional().catch(undefined),
});
const stepSchema = z.looseObject({
  properties: z.record(z.string(), jsonObject).catch({}),
  required: z.array(z.string()).catch([]),
});

type Property = z.infer<typeof propertySchema>;
type Ui = z.infer<typeof uiSchema>;

/** Reads a template's parameters into sections and fields; nothing of a template is refused, only drawn by Backstage's own form. */
export function readSections(steps: readonly StepSchema[]): FormSection[] {
  return steps.map(step => {
    const { properties, required } = stepSchema.parse(step.schema);
    const ui = readJsonObject(step.uiSchema);
    const fields = Object.entries(properties).flatMap(([name, schema]) => {
      const field = readField(name, schema, readJsonObject(ui[name]), required.includes(name));
      return field ? [field] : [];
    });
    return {
      title: step.title,
      description: step.description,
      fields,
      schema: step.schema,
      uiSchema: ui,
      conditional: ['dependencies', 'if', 'allOf', 'anyOf', 'oneOf'].some(key => key in step.schema),
    };
  });
}

function readField(name: string, schema: JsonObject, ui: JsonObject, required: boolean): Field | undefined {
  const property = propertySchema.parse(schema);
  const look = uiSchema.parse(ui);
  if (look['ui:widget'] === 'hidden') {
    return undefined;
  }
  const { catalogFilter, allowedKinds } = look['ui:options'] ?? {};
  return {
    name,
    title: property.title ?? name,
    description: property.description ?? look['ui:help'],
    placeholder: look['ui:placeholder'],
    required,
    kind: kindOf(name, property, look),
    choices: readChoices(property, look),
    catalogFilter:
      catalogFilter ?? (allowedKinds && { kind: allowedKinds }) ?? ownFilters[look['ui:field'] ?? ''],
    schema,
    uiSchema: ui,
  };
}

/** The fields this form draws itself: our templates' names for them, and Backstage's for what means the same. */
const ownFields: Record<string, FieldKind> = {
  GreenroomName: 'name',
  GreenroomOwner: 'owner',
  GreenroomSystem: 'entity',
  GreenroomSize: 'choice',
  EntityNamePicker: 'text',
  OwnerPicker: 'owner',
  EntityPicker: 'entity',
};
const ownFilters: Record<string, CatalogFilter> = { GreenroomSystem: { kind: 'System' } };

function kindOf(name: string, property: Property, ui: Ui): FieldKind {
  const field = ui['ui:field'];
  if (property.type === 'string' && name === 'name' && (!field || field === 'EntityNamePicker')) {
    return 'name';
  }
  if (field) {
    return ownFields[field] ?? 'stock';
  }
  return kindOfType(property, ui['ui:widget']);
}

function kindOfType({ type, enum: values, oneOf }: Property, widget: string | undefined): FieldKind {
  if (values ?? oneOf) {
    return widget === undefined || widget === 'radio' || widget === 'select' ? 'choice' : 'stock';
  }
  if (widget === 'textarea' && type === 'string') {
    return 'lines';
  }
  if (widget !== undefined) {
    return 'stock';
  }
  const kinds: Record<string, FieldKind> = {
    string: 'text',
    boolean: 'switch',
    number: 'number',
    integer: 'number',
  };
  return (typeof type === 'string' && kinds[type]) || 'stock';
}

function readChoices({ enum: values, enumNames, oneOf }: Property, ui: Ui): Choice[] {
  const rows = ui['ui:options']?.rows ?? {};
  if (oneOf) {
    return oneOf.map(({ const: value, title, description }) => ({
      value,
      title: title ?? String(value),
      description,
      rows: rows[String(value)] ?? [],
    }));
  }
  return (values ?? []).map((value, index) => ({
    value,
    ...titleAndDescription(enumNames?.[index] ?? String(value)),
    rows: rows[String(value)] ?? [],
  }));
}

/** `Small: 3 to 6 pods …` is a title and what it means. */
function titleAndDescription(text: string): { title: string; description?: string } {
  const colon = text.indexOf(': ');
  return colon < 0 ? { title: text } : { title: text.slice(0, colon), description: text.slice(colon + 2) };
}

function readJsonObject(value: unknown): JsonObject {
  return jsonObject.safeParse(value).data ?? {};
}

/** What a form starts with: the template's own defaults. */
export function defaultsOf(sections: readonly FormSection[]): Values {
  const properties = sections.flatMap(({ schema }) => Object.entries(stepSchema.parse(schema).properties));
  return Object.fromEntries(
    properties.flatMap(([name, property]) =>
      property.default === undefined ? [] : [[name, property.default]],
    ),
  );
}
