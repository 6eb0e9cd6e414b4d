import { z } from 'zod';

/** What a measured process is told on its command line. */
export function target() {
  const [url, ca, page] = process.argv.slice(2);
  const schema = z.object({ url: z.url(), ca: z.string().min(1), page: z.coerce.number().int().optional() });
  return schema.parse({ url, ca, page });
}
