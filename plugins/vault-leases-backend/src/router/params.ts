import { z } from 'zod';

/** Of a Vault, as the configuration has it. */
export const vaultName = z.string().min(1).max(200);
/** Path of an engine; slashes in it are written `%2F`. */
export const mountPath = z.string().min(1).max(256);
export const roleName = z.string().min(1).max(256);
