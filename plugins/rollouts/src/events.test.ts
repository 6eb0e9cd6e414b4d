import { eventsOf } from './events';

const event = (at: string, text: string, count = 1) => ({
  at,
  type: 'Normal',
  reason: 'ScalingReplicaSet',
  text,
  count,
  about: 'Rollout checkout',
});

it('shows events newest first and nothing else', () => {
  const rows = new Map<string, unknown>([
    ['event/1', event('2026-11-21T10:40:00Z', 'first')],
    ['rollout', { anything: true }],
    ['event/2', event('2026-11-21T10:42:00Z', 'second')],
    ['event/3', { not: 'an event' }],
  ]);
  expect(eventsOf(rows).map(({ text }) => text)).toEqual(['second', 'first']);
});

it('makes one line of what is said again, with all its counts and its last time', () => {
  const rows = new Map<string, unknown>([
    ['event/1', event('2026-11-21T10:42:00Z', 'same', 3)],
    ['event/2', event('2026-11-21T10:40:00Z', 'same', 2)],
  ]);
  expect(eventsOf(rows)).toEqual([event('2026-11-21T10:42:00Z', 'same', 5)]);
});
