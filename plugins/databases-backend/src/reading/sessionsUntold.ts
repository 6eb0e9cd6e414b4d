import { notLiveWords, type Source } from '@greenroom/plugin-portal-common';
import type { SeenDatabase } from '../DatabaseSource';
import { HIDDEN_ROLE } from '../postgres/vaultRole';

/** Why nobody can tell who holds sessions in a database now, after its name; `undefined` where the sessions are all there are. Pure. */
export function sessionsUntold(
  { sessions }: Pick<SeenDatabase, 'sessions'>,
  { kind, freshness, reason }: Source,
): string | undefined {
  if (kind === 'aws') {
    return 'is read from AWS, which does not tell who is connected';
  }
  if (freshness !== 'live') {
    return `${notLiveWords[freshness].one}${reason === undefined ? '' : `: ${reason}`}`;
  }
  return sessions.some(({ role }) => role === HIDDEN_ROLE)
    ? 'does not let the portal see whose its sessions are: its user there lacks pg_monitor'
    : undefined;
}
