import { z } from 'zod';

/** Who the caller is, as the catalog knows them now. */
export const meSchema = z.object({
  userEntityRef: z.string(),
  /** Groups, direct and above, as entity refs. */
  groups: z.array(z.string()),
  /** As the catalog writes the name; absent when the person is not in it or has none there. */
  displayName: z.string().optional(),
});
export type Me = z.infer<typeof meSchema>;
