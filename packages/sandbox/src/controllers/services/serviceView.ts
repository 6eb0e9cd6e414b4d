import { z } from 'zod';
import { intOrString, labelMap, metadataView, reader } from '../views';

const serviceView = z.object({
  metadata: metadataView,
  spec: z
    .object({
      type: z.string().default('ClusterIP'),
      clusterIP: z.string().optional(),
      selector: labelMap.optional(),
      publishNotReadyAddresses: z.boolean().default(false),
      ports: z
        .array(
          z.object({
            name: z.string().optional(),
            port: z.number(),
            protocol: z.string().default('TCP'),
            appProtocol: z.string().optional(),
            targetPort: intOrString.optional(),
          }),
        )
        .default([]),
    })
    .default({ type: 'ClusterIP', publishNotReadyAddresses: false, ports: [] }),
});

export type Service = z.infer<typeof serviceView>;

export const readService = reader(serviceView);

export function selects({ spec }: Service, labels: Record<string, string>): boolean {
  const { selector } = spec;
  if (!selector || Object.keys(selector).length === 0) return false;
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}
