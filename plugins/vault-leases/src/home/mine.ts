import { count } from '@greenroom/plugin-portal-react';
import type { SaidRole } from '../roles/said';

/** A watched role of one's own services, and which of them get their credentials from it. */
export interface OwnRole {
  role: SaidRole;
  services: readonly string[];
}

/** Watched roles of services which one owns, in their order. */
export function ownRoles(roles: readonly SaidRole[], mine: ReadonlySet<string>): OwnRole[] {
  return roles.flatMap(role => {
    const services = role.entityRefs.filter(ref => mine.has(ref));
    return services.length > 0 ? [{ role, services }] : [];
  });
}

/** Whether somebody should look: leases end soon, are stuck, or nobody can tell. */
export function needsLook({ role: { verdict } }: OwnRole): boolean {
  return verdict.state !== 'healthy';
}

/** `2 of the 5 watched roles of your services need a look.` */
export function summariseOwn(own: readonly OwnRole[]): string {
  const needing = own.filter(needsLook).length;
  if (own.length === 1) {
    return `The only watched role of your services ${needing === 1 ? 'needs a look' : 'needs nobody'}.`;
  }
  if (needing === 0) {
    return `None of the ${count(own.length, 'watched role')} of your services needs a look.`;
  }
  return `${needing} of the ${count(own.length, 'watched role')} of your services ${needing === 1 ? 'needs' : 'need'} a look.`;
}
