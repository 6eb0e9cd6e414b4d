import { z } from 'zod';
import type { FormSection, Values } from './schema';

const draftSchema = z.record(z.string(), z.json());

/** Where the values of a path's form are kept while this tab lives. */
export function draftKey(templateRef: string): string {
  return `greenroom.create.${templateRef}`;
}

/** Reads what was kept; what cannot be read any more is as if it had not been. */
export function parseDraft(text: string | null): Values | undefined {
  try {
    return text === null ? undefined : draftSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Only what the template asks for: a template may have changed since, and an address may hold anything. */
export function withinTemplate(sections: readonly FormSection[], values: Values): Values {
  if (sections.some(({ conditional }) => conditional)) {
    return values;
  }
  const names = new Set(sections.flatMap(({ fields }) => fields.map(({ name }) => name)));
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

/** What is sent: what a person has left empty is not an answer. */
export function answered(values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== ''),
  );
}
