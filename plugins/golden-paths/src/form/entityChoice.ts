import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';

/** One entity of a picker. */
export interface EntityChoice {
  ref: string;
  title: string;
  /** Where there is something to tell it from others by: its own name, its kind of group. */
  hint?: string;
  /** The person belongs to it. */
  mine: boolean;
}

const specSchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  profile: z.looseObject({ displayName: z.string().optional() }).optional().catch(undefined),
});

export function readChoice(entity: Entity): EntityChoice {
  const { type, profile } = specSchema.parse(entity.spec ?? {});
  const { name, title } = entity.metadata;
  return {
    ref: stringifyEntityRef(entity),
    title: profile?.displayName ?? title ?? name,
    hint: [name, type].filter(Boolean).join(' · '),
    mine: false,
  };
}

/** One's own first, then by title. */
export function sortChoices(choices: readonly EntityChoice[]): EntityChoice[] {
  return [...choices].sort((a, b) => Number(b.mine) - Number(a.mine) || a.title.localeCompare(b.title, 'en'));
}
