import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { formFieldsApiRef } from '@backstage/plugin-scaffolder-react/alpha';
import { useCallback } from 'react';
import { z } from 'zod';

/** What the scaffolder makes of a form field; it says so to itself only, so it is read like anything foreign. */
const fieldSchema = z.looseObject({
  name: z.string(),
  component: z.custom<FieldExtensionOptions['component']>(it => typeof it === 'function'),
});

/** The fields that Backstage and other features bring for `ui:field`. */
export function useStockFields(): Answer<FieldExtensionOptions[]> {
  const api = useApi(formFieldsApiRef);
  const ask = useCallback(
    async () =>
      (await api.loadFormFields()).flatMap(field => {
        const { success, data } = fieldSchema.safeParse(field);
        return success ? [{ name: data.name, component: data.component }] : [];
      }),
    [api],
  );
  return useAnswer(ask);
}
