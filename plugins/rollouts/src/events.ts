import { type RolloutEvent, rolloutEventSchema } from '@greenroom/plugin-rollouts-common';

/** Rows of events in a rollout's topic start so; what follows is the event's uid. */
const PREFIX = 'event/';

/** The events among the rows of a rollout's topic, newest first; rows that are no events are left out. */
export function eventsOf(rows: ReadonlyMap<string, unknown>): RolloutEvent[] {
  const events = [...rows].flatMap(([key, row]) =>
    key.startsWith(PREFIX) ? (rolloutEventSchema.safeParse(row).data ?? []) : [],
  );
  return merge(events).sort((a, b) => (a.at < b.at ? 1 : -1));
}

const joined = (a: RolloutEvent, b: RolloutEvent): RolloutEvent => ({
  ...a,
  at: a.at < b.at ? b.at : a.at,
  count: a.count + b.count,
});

/** A controller that repeats itself under new objects still says one thing: one line, counts added, newest time. */
function merge(events: readonly RolloutEvent[]): RolloutEvent[] {
  const said = new Map<string, RolloutEvent>();
  for (const event of events) {
    const key = JSON.stringify([event.type, event.reason, event.about, event.text]);
    const before = said.get(key);
    said.set(key, before ? joined(before, event) : event);
  }
  return [...said.values()];
}
