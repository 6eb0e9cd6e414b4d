import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Check a name, and derive what the other steps need from it.',
    example: stringify({
      steps: [
        {
          id: 'names',
          name: 'Check the names',
          action: 'greenroom:names:check',
          input: { name: 'payments', owner: 'group:default/storefront' },
        },
      ],
    }),
  },
  {
    description: 'The same for a service of a system, with a database.',
    example: stringify({
      steps: [
        {
          id: 'names',
          action: 'greenroom:names:check',
          input: {
            name: 'payments',
            owner: 'group:default/storefront',
            system: 'system:default/storefront',
            database: true,
          },
        },
      ],
    }),
  },
];
