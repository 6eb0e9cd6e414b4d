import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

const input = {
  name: 'payments',
  namespace: 'storefront',
  environments: [
    { name: 'dev', cluster: 'eks-dev' },
    { name: 'prod', cluster: 'eks-prod' },
  ],
  commit: '8c1f0d0e6d0b5a4f4b1c9f3f2a7e6d5c4b3a2918',
  tag: '1a2b3c4d5e6f708192a3b4c5d6e7f80910111213',
};

export const examples: TemplateExample[] = [
  {
    description: 'Wait for the first revision of a service; the run fails when it does not come.',
    example: stringify({
      steps: [
        {
          id: 'live',
          name: 'Wait for its first revision',
          action: 'greenroom:service:wait-until-live',
          input,
        },
      ],
    }),
  },
  {
    description: 'Wait no longer than a minute, and go on with what is missing in words.',
    example: stringify({
      steps: [
        {
          id: 'live',
          action: 'greenroom:service:wait-until-live',
          input: { ...input, timeoutSeconds: 60, onTimeout: 'continue' },
        },
      ],
    }),
  },
];
