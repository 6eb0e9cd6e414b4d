import { Button } from '@backstage/ui';
import { FailedState } from '@greenroom/plugin-portal-react';
import { type Refusal, refusalOpening } from '../refusal';

/** A plain request failed: whose fault it is, and a way to try again. */
export function AnswerFailed(props: { title: string; refusal: Refusal; again: () => void }) {
  const { title, refusal, again } = props;
  return (
    <FailedState
      title={title}
      action={
        <Button variant="secondary" onPress={again}>
          Try again
        </Button>
      }
    >
      {refusalOpening(refusal)} {refusal.message}
    </FailedState>
  );
}
