import { z } from 'zod';
import { labelMap } from '../../controllers/views';

const tree = z.record(z.string(), z.json());

/** An object to be written, with all that it says. */
export const newObjectView = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: labelMap.optional(),
    annotations: labelMap.optional(),
    finalizers: z.array(z.string()).optional(),
  }),
  spec: tree.optional(),
  status: tree.optional(),
});
