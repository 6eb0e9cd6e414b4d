import { count, formatRelative, type NoteLine, type ServiceNote } from '@greenroom/plugin-portal-react';
import { type RoleRef, WATCH_LEASES_ANNOTATION } from '@greenroom/plugin-vault-leases-common';
import type { SaidRole } from '../roles/said';
import type { NamedRoles } from './named';

/** Addresses of pages. */
export interface NoteLinks {
  role: (ref: RoleRef) => string;
  service: (entityRef: string) => string;
}

export interface NotesOptions {
  services: readonly string[];
  /** What the services say themselves, as far as the catalog has answered. */
  named: ReadonlyMap<string, NamedRoles>;
  /** Of the sources, and of the topic itself. */
  isHeard: boolean;
  now: Date;
  links: NoteLinks;
}

/**
 * How the leases of each of these services are: from the roles that are watched. A service that names roles and did not ask
 * to be watched is not one without leases.
 *
 * @param roles - worst first, as far as they can be believed now
 */
export function leaseNotes(
  roles: readonly SaidRole[],
  { services, named, isHeard, now, links }: NotesOptions,
): ReadonlyMap<string, ServiceNote> {
  return new Map(
    services.flatMap(entityRef => {
      const [worst, ...others] = roles.filter(role => role.entityRefs.includes(entityRef));
      const note = worst
        ? noteOf(entityRef, [worst, ...others], now, links)
        : unwatchedNote(entityRef, named.get(entityRef), isHeard, links);
      return note ? [[entityRef, note] as const] : [];
    }),
  );
}

function noteOf(
  entityRef: string,
  [worst, ...others]: readonly [SaidRole, ...SaidRole[]],
  now: Date,
  links: NoteLinks,
): ServiceNote {
  const all = [worst, ...others];
  const { state, reasons } = worst.verdict;
  const why = state === 'healthy' ? endWords(all, now) : reasons[0]?.text;
  const second: NoteLine[] =
    why === undefined
      ? []
      : [{ text: others.length > 0 && state !== 'healthy' ? `${worst.role}: ${why}` : why }];
  return {
    lines: [{ state, text: state }, ...second],
    about: all.map(({ vault, mount, role, sentence }) => `${vault}/${mount}/${role}: ${sentence}`).join('\n'),
    href: others.length === 0 ? links.role(worst) : links.service(entityRef),
  };
}

/** The soonest end of all, and whether others may end sooner. */
function endWords(roles: readonly SaidRole[], now: Date): string | undefined {
  const [soonest] = roles.flatMap(({ soonestEnd }) => soonestEnd ?? []).sort();
  if (soonest === undefined) {
    return roles.every(({ leases }) => leases === 0) ? 'no lease now' : undefined;
  }
  const isPart = roles.some(({ coverage: { looked, of } }) => of === undefined || looked < of);
  return `${isPart ? 'one ends' : 'first ends'} ${formatRelative(new Date(soonest), now)}`;
}

function unwatchedNote(
  entityRef: string,
  named: NamedRoles | undefined,
  isHeard: boolean,
  links: NoteLinks,
): ServiceNote | undefined {
  if (!named || (named.isWatched && !isHeard)) {
    return undefined;
  }
  const names = `It names ${count(named.roles.length, 'role')} (${named.roles.join(', ')})`;
  return {
    lines: [named.isWatched ? { state: 'unknown', text: 'not known' } : { text: 'not watched' }],
    about: named.isWatched
      ? `${names}: there is none of that name, or you may not see it.`
      : `${names}. Its leases are looked at only while somebody has its page open; ${WATCH_LEASES_ANNOTATION}: 'true' has them looked at always.`,
    href: links.service(entityRef),
  };
}
