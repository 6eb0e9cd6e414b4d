import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import type { Preview } from '@greenroom/plugin-golden-paths-common';
import { useCallback } from 'react';
import { goldenPathsApiRef } from '../api/GoldenPathsApi';
import type { Values } from '../form/schema';

/** Everything that would be made of these values, which has to be the same object while they are the same. */
export function usePreview(templateRef: string, values: Values): Answer<Preview> {
  const api = useApi(goldenPathsApiRef);
  const ask = useCallback(
    (signal: AbortSignal) => api.preview({ templateRef, values }, signal),
    [api, templateRef, values],
  );
  return useAnswer(ask);
}
