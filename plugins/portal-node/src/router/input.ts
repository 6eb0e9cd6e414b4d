import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** A part of the input that a route does not take. */
export type Nothing = z.ZodObject<Record<never, never>>;

/** What a route takes, each part closed: an unknown field is refused. An absent part takes nothing. */
export interface InputSchemas<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  H extends z.ZodObject = Nothing,
> {
  params?: P;
  query?: Q;
  body?: B;
  /** By lower-case name. Not closed: every client and proxy sends headers of its own; only these are handed on. */
  headers?: H;
}

/** What the handler gets. */
export interface Input<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  H extends z.ZodObject = Nothing,
> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
  headers: z.output<H>;
}

/** A request before anybody looked at it. */
export interface RawInput {
  params: unknown;
  query: Record<string, unknown>;
  body: unknown;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Media type of the body, if there is one. */
  contentType: string | undefined;
}

/**
 * Makes the parser of one route.
 * Throws InputError saying which field is wrong and how.
 */
export function inputParser<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodObject,
  H extends z.ZodObject = Nothing,
>(schemas: InputSchemas<P, Q, B, H>): (raw: RawInput) => Input<P, Q, B, H> {
  const params = schemas.params?.strict();
  const query = (schemas.query ?? z.object({})).strict();
  const body = schemas.body?.strict();
  // Not strict: what is not named is stripped.
  const headers = schemas.headers ?? z.object({});
  return raw => {
    assertSingleValues(raw.query);
    assertJson(raw, body !== undefined);
    const parsed: unknown = {
      params: parsePart('params', params ?? z.object({}), raw.params),
      query: parsePart('query', query, raw.query),
      body: body ? parsePart('body', body, raw.body) : {},
      headers: parsePart('headers', headers, raw.headers),
    };
    return parsed as Input<P, Q, B, H>;
  };
}

function parsePart(part: string, schema: z.ZodObject, value: unknown): unknown {
  const result = schema.safeParse(value, { error: missingWords });
  if (!result.success) {
    throw new InputError(
      result.error.issues.map(issue => `${[part, ...issue.path].join('.')}: ${issue.message}`).join('; '),
    );
  }
  return result.data;
}

/** Of what is not there nobody wants to hear which type it is. Other words are the schema's own. */
function missingWords({ code, input }: { code?: string; input?: unknown }): string | undefined {
  return code === 'invalid_type' && input === undefined ? 'is missing' : undefined;
}

/** `?a=1&a=2` and `?a[b]=1` are arrays and objects to express; a coercing schema would let some of them through. */
function assertSingleValues(query: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(query)) {
    if (typeof value !== 'string') {
      throw new InputError(`query.${name}: give one plain value`);
    }
  }
}

function assertJson(raw: RawInput, wanted: boolean): void {
  if (wanted && raw.contentType !== undefined && !/^application\/(.+\+)?json\b/i.test(raw.contentType)) {
    throw new InputError(`body: send application/json, not ${raw.contentType}`);
  }
}
