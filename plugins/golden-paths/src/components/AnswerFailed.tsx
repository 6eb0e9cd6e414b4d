import { AnswerFailed as Failed, type AnswerFailedProps } from '@greenroom/plugin-portal-react';
import { refusalOpening } from '../refusal';

/** A request failed: whose fault it is, in this feature's words, and a way to try again. */
export function AnswerFailed(props: AnswerFailedProps) {
  return <Failed {...props} opening={refusalOpening} />;
}
