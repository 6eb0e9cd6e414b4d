import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'The last step of a template: take back what was made when a step before it failed.',
    example: stringify({
      steps: [
        {
          id: 'undo',
          name: 'Take back what was made',
          action: 'greenroom:run:undo',
          if: '${{ failure() }}',
        },
      ],
    }),
  },
];
