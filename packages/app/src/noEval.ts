import { config } from 'zod';

// The pages run without `unsafe-eval` (docs/adr/0014): zod would try at its first schema, and every page would have a
// violation on its console. So this is imported before everything that makes schemas.
config({ jitless: true });
