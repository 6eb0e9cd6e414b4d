import { Button } from '@backstage/ui';
import { FailedState } from '../components/topic/FailedState';
import { type Refusal, refusalOpening } from './refusal';

export interface AnswerFailedProps {
  title: string;
  refusal: Refusal;
  /** Absent: trying again helps nobody. */
  again?: () => void;
  /** The feature's own sentence before the server's words. */
  opening?: (refusal: Refusal) => string;
}

/** Nothing could have happened: it was only asked. */
const openingOfQuestion = (refusal: Refusal) => refusalOpening(refusal, {}, '');

/** A plain request failed: whose fault it is, and a way to try again. */
export function AnswerFailed({ title, refusal, again, opening = openingOfQuestion }: AnswerFailedProps) {
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
      {opening(refusal)} {refusal.message} {refusal.details}
    </FailedState>
  );
}
