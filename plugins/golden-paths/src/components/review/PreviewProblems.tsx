import { ButtonLink } from '@backstage/ui';
import { FailedState } from '@greenroom/plugin-portal-react';
import type { Preview } from '@greenroom/plugin-golden-paths-common';
import { useAddresses } from '../../hooks/useAddresses';

/** Why there is nothing to show, and the way back to what can be changed. */
export function PreviewProblems({ preview, templateRef }: { preview: Preview; templateRef: string }) {
  const { path } = useAddresses();
  return (
    <FailedState
      title="With these answers nothing can be made"
      action={
        <ButtonLink variant="secondary" href={path(templateRef)}>
          Change the answers
        </ButtonLink>
      }
    >
      <ul>
        {preview.problems.map(({ field, text }) => (
          <li key={`${field} ${text}`}>
            {field && <strong>{field}: </strong>}
            {text}
          </li>
        ))}
      </ul>
    </FailedState>
  );
}
