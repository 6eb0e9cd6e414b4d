import { Button } from '@backstage/ui';
import { FailedState } from '@greenroom/plugin-portal-react';
import { type Refusal, refusalOpening } from '../refusal';

export interface AnswerFailedProps {
  title: string;
  refusal: Refusal;
  again?: () => void;
}

/** A request failed: whose fault it is, and a way to try again. */
export function AnswerFailed({ title, refusal, again }: AnswerFailedProps) {
  return (
    <FailedState
      title={title}
      action={
        again && (
          <Button variant="secondary" onPress={again}>
            Try again
          </Button>
        )
      }
    >
      <p>
        {refusalOpening(refusal)} {refusal.message}
      </p>
    </FailedState>
  );
}
