import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Ask for the approval policy that an earlier step has written.',
    example: stringify({
      steps: [
        {
          id: 'policy',
          name: 'Ask for its approval policy',
          action: 'greenroom:policy:register',
          input: {
            repository: 'http://localhost:7012/platform/portal-config',
            name: 'payments',
            sourcePath: 'policy/payments.yaml',
          },
        },
      ],
    }),
  },
];
