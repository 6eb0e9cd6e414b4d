import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import type { TemplateParameterSchema } from '@backstage/plugin-scaffolder-common';
import { useCallback } from 'react';
import { useParams } from 'react-router-dom';

/** The entity ref of the template in the page's address. */
export function useTemplateRef(): string {
  const { namespace = 'default', templateName = '' } = useParams();
  return stringifyEntityRef({ kind: 'template', namespace, name: templateName });
}

/** What a template asks for, as far as this person may see it. */
export function useTemplate(templateRef: string): Answer<TemplateParameterSchema> {
  const scaffolder = useApi(scaffolderApiRef);
  const ask = useCallback(
    () => scaffolder.getTemplateParameterSchema(templateRef),
    [scaffolder, templateRef],
  );
  return useAnswer(ask);
}
