import type { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Hand the Applications of a service to Argo CD: one file a cluster, in one commit.',
    example: stringify({
      steps: [
        {
          id: 'applications',
          name: 'Hand it to Argo CD',
          action: 'greenroom:git:commit',
          input: {
            repository: 'http://localhost:7012/platform/applications',
            sourcePath: 'applications',
            message: 'Run payments in its environments',
          },
        },
      ],
    }),
  },
  {
    description: 'Ask for a change of a folder instead of making it.',
    example: stringify({
      steps: [
        {
          id: 'ask',
          action: 'greenroom:git:commit',
          input: {
            repository: 'http://localhost:7012/platform/applications',
            sourcePath: 'applications/eks-prod',
            targetPath: 'eks-prod',
            message: 'Run payments in production',
            changeRequest: {
              branch: 'greenroom/payments',
              title: 'Run payments in production',
              body: 'Asked for by its golden path.',
            },
          },
        },
      ],
    }),
  },
];
