import { NotFoundError } from '@backstage/errors';
import type { WatchedKind } from '@greenroom/cluster-access';

/** An object as a server sends it, with where it is from. */
export interface Fixture {
  note: string;
  object: object;
}

/** A little after everything was recorded. Milliseconds since 1970. */
export const RECORDED = Date.parse('2026-11-21T11:25:10Z');

/** A little after most of what a kubelet wrote was recorded. Milliseconds since 1970. */
export const KUBELET_RECORDED = Date.parse('2026-11-22T10:33:10Z');

/** A little after most of what is told about a storage driver was recorded. Milliseconds since 1970. */
export const DRIVER_RECORDED = Date.parse('2026-11-22T13:46:12Z');

/** The row of a recorded object. */
export function row<Row>(
  kind: WatchedKind<Row>,
  fixtures: Readonly<Record<string, Fixture>>,
  name: string,
): Row {
  const projected = kind.project(fixtures[name]?.object);
  if (projected === undefined) {
    throw new NotFoundError(`there is no fixture ${name} that ${kind.type.resource} can read`);
  }
  return projected;
}
