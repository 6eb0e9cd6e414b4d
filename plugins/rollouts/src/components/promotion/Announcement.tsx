import type { Names } from '@greenroom/plugin-portal-react';
import { VisuallyHidden } from '@backstage/ui';
import type { PromotionRequest } from '@greenroom/plugin-rollouts-common';
import { requestSentence } from '../../promotion/requestWords';

/** Reads out, politely, when the request has become something else. Said on arrival it would be noise, and is not: a region speaks of changes. */
export function Announcement({ request, names }: { request: PromotionRequest | undefined; names: Names }) {
  return (
    <VisuallyHidden>
      <span role="status" aria-label="Promotion news">
        {request ? requestSentence(request, names) : ''}
      </span>
    </VisuallyHidden>
  );
}
