import type { TopicView } from '../../api/StreamApi';
import { FailedState } from './FailedState';

const answers: Record<string, { title: string; todo: string }> = {
  NotFoundError: {
    title: 'There is no such thing',
    todo: 'It may have been removed or renamed, or the address has a typing error.',
  },
  NotAllowedError: {
    title: 'You may not see this',
    todo: 'If you should, ask its owners or the people who run the portal, and tell them this page’s address.',
  },
  AuthenticationError: { title: 'You are not signed in any more', todo: 'Reload the page to sign in again.' },
  // Nobody could be asked: the stream is opened again by itself.
  ServiceUnavailableError: {
    title: 'The portal cannot tell whether you may see this',
    todo: 'It asks again by itself, now and then. If this stays, tell the people who run the portal.',
  },
  InputError: {
    title: 'This page asks for something the portal does not understand',
    todo: 'That is a mistake in the portal: tell the people who run it.',
  },
};

/** The server refused, in the words of whose fault it is. */
export function Refused({ error }: { error: TopicView['error'] }) {
  const answer = answers[error?.name ?? ''] ?? {
    title: 'The portal’s server refused this',
    todo: 'Tell the people who run the portal.',
  };
  return (
    <FailedState title={answer.title}>
      {error?.message && <p>{error.message}</p>}
      <p>{answer.todo}</p>
    </FailedState>
  );
}
