import { parseEntityRef } from '@backstage/catalog-model';
import type { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import type { Values } from '../form/schema';
import { readValues, secretsOfRun } from '../form/secrets';

/** What a run was asked for, so that the same can be asked again. */
export interface RunWish {
  templateRef?: string;
  values: Values;
  /** What it was given besides, and what is kept nowhere. */
  secrets: string[];
  /** What it was to make, as people call it. */
  name: string;
  /** What made it, as people call it. */
  template: string;
  by?: string;
}

export function readWish({ spec }: ScaffolderTask): RunWish {
  const { parameters, templateInfo, user } = spec;
  const values = readValues(parameters);
  const templateRef = templateInfo?.entityRef;
  const template = templateInfo?.entity?.metadata.title ?? (templateRef && parseEntityRef(templateRef).name);
  return {
    templateRef,
    values,
    secrets: secretsOfRun(spec),
    name: typeof values.name === 'string' ? values.name : (template ?? 'a run'),
    template: template ?? 'an unknown template',
    by: user?.ref,
  };
}
