import type { Entity } from '@backstage/catalog-model';
import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-common';

export const templateRef = 'template:default/eks-blue-green';

/** The path of these tests, as the catalog has it. */
export const template: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: {
    name: 'eks-blue-green',
    namespace: 'default',
    title: 'Blue-green service on EKS',
    description: 'A small service that is wired from its first minute.',
    annotations: { 'greenroom.dev/wires': 'repository, pipeline,  blue-green rollout,' },
  },
  spec: { type: 'service', owner: 'group:default/platform' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/platform' }],
};

/** What it asks for. */
export const parameters: TemplateParameterSchema = {
  title: 'Blue-green service on EKS',
  description: 'A small service that is wired from its first minute.',
  steps: [
    {
      title: 'What it is',
      schema: {
        required: ['name', 'description', 'owner'],
        properties: {
          name: {
            title: 'Name',
            type: 'string',
            minLength: 3,
            maxLength: 50,
            pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$',
            description: 'Small letters, digits and hyphens, beginning with a letter.',
            'ui:field': 'GreenroomName',
          },
          description: { title: 'Description', type: 'string', maxLength: 200 },
          owner: { title: 'Owner', type: 'string', 'ui:field': 'GreenroomOwner' },
          system: { title: 'System', type: 'string', 'ui:field': 'GreenroomSystem' },
        },
      },
    },
    {
      title: 'What it needs',
      schema: {
        required: ['size'],
        properties: {
          size: {
            title: 'Size',
            type: 'string',
            enum: ['small', 'medium'],
            enumNames: ['Small: 3 pods, about 25 USD a month', 'Medium: 4 pods, about 75 USD a month'],
            default: 'small',
            'ui:field': 'GreenroomSize',
          },
          database: { title: 'A database', type: 'boolean', default: true },
        },
      },
    },
  ],
};

function makeEntity(kind: string, name: string, title: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default', title },
    spec: { type: 'team' },
  };
}

export const entities: Entity[] = [
  template,
  makeEntity('Group', 'fulfilment', 'Fulfilment'),
  makeEntity('Group', 'storefront', 'Storefront'),
  makeEntity('System', 'storefront', 'The storefront'),
];

/** What an owner of the storefront has answered. */
export const answers = {
  size: 'small',
  database: true,
  name: 'payments',
  description: 'Takes money.',
  owner: 'group:default/storefront',
};
