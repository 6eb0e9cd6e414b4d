import { z } from 'zod';

/** One role of a secrets engine: what a service gets its credentials from. */
export const roleRefSchema = z.object({
  /** Name in the portal's configuration. */
  vault: z.string().min(1),
  /** Path of the engine without a slash at its end, e.g. `database` or `team-a/database`. */
  mount: z.string().min(1),
  role: z.string().min(1),
});
export type RoleRef = z.infer<typeof roleRefSchema>;

/** `vault/mount/role`, each escaped as in a URL: a mount may hold slashes. It is a key of topics and the resource rights are decided for. */
export function roleKey({ vault, mount, role }: RoleRef): string {
  return [vault, mount, role].map(encodeURIComponent).join('/');
}

/** The other way; `undefined` for what names no role. */
export function parseRoleKey(key: string): RoleRef | undefined {
  const parts = key.split('/');
  if (parts.length !== 3) {
    return undefined;
  }
  const [vault, mount, role] = parts.map(decoded);
  const parsed = roleRefSchema.safeParse({ vault, mount, role });
  return parsed.success && roleKey(parsed.data) === key ? parsed.data : undefined;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
