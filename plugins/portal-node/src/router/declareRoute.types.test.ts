import type { BasicPermission, ResourcePermission } from '@backstage/plugin-permission-common';
import type { z } from 'zod';
import type { RouteDeclaration } from './declareRoute';

/** What the compiler says of a declaration: whether it may be written at all. */
type Compiles<Declaration> =
  Declaration extends RouteDeclaration<
    z.ZodObject<Record<never, never>>,
    z.ZodObject<Record<never, never>>,
    z.ZodObject<Record<never, never>>,
    'user' | 'service' | 'none'
  >
    ? true
    : false;
type Bare = { method: 'GET'; path: '/x'; handler(): { json: unknown } };
type Basic = BasicPermission;
type OfResource = ResourcePermission;
type Write = { method: 'POST'; path: '/x'; handler(): { json: unknown } };
type Audit = { audit: { eventId: string; severity: 'low' } };

/** Fails to compile when an element is not what the tuple beside it says. */
const compiled: [
  Compiles<Bare & { permission: Basic; principals: ['user'] }>,
  Compiles<Bare & { signedIn: string; principals: ['user'] }>,
  Compiles<Bare & { public: string; principals: ['none'] }>,
  Compiles<Bare & { permission: OfResource; list: true; principals: ['user'] }>,
  Compiles<Bare & { permission: OfResource; resource(): string; principals: ['user'] }>,
  Compiles<Write & Audit & { permission: Basic; principals: ['user'] }>,
] = [true, true, true, true, true, true];
const refused: [
  Compiles<Bare>,
  Compiles<Bare & { principals: ['user'] }>,
  Compiles<Bare & { permission: Basic }>,
  Compiles<Bare & { permission: Basic; principals: ['none'] }>,
  Compiles<Bare & { permission: OfResource; principals: ['user'] }>,
  Compiles<Write & { permission: Basic; principals: ['user'] }>,
  Compiles<Write & Audit & { permission: Basic; principals: ['service'] }>,
] = [false, false, false, false, false, false, false];

describe('the compiler', () => {
  it('takes what is declared whole and refuses what is not', () => {
    expect(compiled).not.toContain(false);
    expect(refused).not.toContain(true);
  });
});
