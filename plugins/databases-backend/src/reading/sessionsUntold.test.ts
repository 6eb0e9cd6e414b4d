import type { Source } from '@greenroom/plugin-portal-common';
import { sessionsUntold } from './sessionsUntold';

const live: Source = { id: 'postgres:shop', kind: 'postgres', freshness: 'live' };
const counts = { madeByVault: false, active: 1, idle: 0, idleInTransaction: 0 };

it.each<[string, string[], Partial<Source>, string | undefined]>([
  ['nobody is connected', [], {}, undefined],
  ['everybody is seen', ['checkout'], {}, undefined],
  ['it is at AWS', [], { kind: 'aws' }, 'is read from AWS, which does not tell who is connected'],
  ['others are hidden', ['portal', 'not allowed to see'], {}, expect.stringContaining('lacks pg_monitor')],
  [
    'it does not answer',
    ['checkout'],
    { freshness: 'unreachable', reason: 'no route to host' },
    expect.stringMatching(/: no route to host$/),
  ],
])('where %s', (_name, roles, source, why) => {
  const sessions = roles.map(role => ({ ...counts, role }));
  expect(sessionsUntold({ sessions }, { ...live, ...source })).toEqual(why);
});
