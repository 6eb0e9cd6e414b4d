import type { Decision, KnownTopic, Question, Refusal } from '@greenroom/plugin-portal-node';
import type { LiveTopic } from './LiveTopic';

/** What has to be asked before somebody sees a topic. */
export interface Inquiry {
  /** First the topic's own questions, then one for each of `partitions`. */
  questions: Question[];
  partitions: readonly string[];
}

export type Visibility = { refused: Refusal } | { partitions: readonly string[] };

export function inquire(known: KnownTopic, live: LiveTopic): Inquiry {
  const { audience } = known;
  const partitions = audience ? live.held.partitions() : [];
  const opening = partitions.flatMap(partition => audience?.question(partition) ?? []);
  return { questions: [...known.questions, ...opening], partitions };
}

/**
 * What the answers open. The topic is refused when one of its own questions is. A partition that is refused is only
 * left out; but when the policy could not be asked, leaving it out would show failure as emptiness.
 */
export function visibility({ questions, partitions }: Inquiry, answers: readonly Decision[]): Visibility {
  const own = questions.length - partitions.length;
  const refusals = answers.map(answer => (answer.allowed ? undefined : answer.why));
  const refused =
    refusals.slice(0, own).find(refusal => refusal !== undefined) ??
    refusals.find(refusal => refusal?.name === 'ServiceUnavailableError');
  return refused
    ? { refused }
    : { partitions: partitions.filter((_, index) => answers[own + index]?.allowed) };
}
