import { z } from 'zod';

/** What a PostgreSQL or pgpool, or the way to it, did instead of answering. In our own words: theirs name users and hosts. */
export interface PostgresFault {
  kind: 'denied' | 'superuser' | 'unreachable' | 'busy' | 'failing over' | 'not allowed' | 'failed';
  /** Goes on from the name of the member: `does not answer`. */
  text: string;
  cure?: string;
}

/** Our own refusal: the login could do more than look. */
export class SuperuserRefused extends TypeError {
  override readonly name = 'SuperuserRefused';
}

/** It took too long, by our own clock. */
export class NotAnswered extends TypeError {
  override readonly name = 'NotAnswered';
}

const errorSchema = z.object({
  name: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
});

/** By SQLSTATE and by the code of the socket. Texts are never handed on, and looked at only where pgpool has one code for all. */
export function faultOf(error: unknown, kind: 'postgres' | 'pgpool'): PostgresFault {
  const seen = errorSchema.safeParse(error);
  const { name, code = '', message = '' } = seen.success ? seen.data : {};
  if (name === 'SuperuserRefused') {
    return faults.superuser;
  }
  if (name === 'NotAnswered') {
    return faults.silent;
  }
  // Measured on pgpool 4.3.5: a wrong password has the code of everything that went wrong inside.
  const isRefusal = kind === 'pgpool' && code === 'XX000' && /authentication/i.test(message);
  return isRefusal ? faults.denied : (byCode[code] ?? byClass(code, kind));
}

function byClass(code: string, kind: 'postgres' | 'pgpool'): PostgresFault {
  if (/^XX|^57P0[12]/.test(code) && kind === 'pgpool') {
    return faults.failingOver;
  }
  if (code.startsWith('28')) {
    return faults.denied;
  }
  if (/CERT|TLS|SSL/.test(code)) {
    return faults.certificate;
  }
  const isSqlState = /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
  if (isSqlState) {
    return { kind: 'failed', text: `answers with an error (${code})` };
  }
  // Cut off in the middle, without a code: of pgpool that is how it fails over.
  return code === '' && kind === 'pgpool'
    ? faults.failingOver
    : { ...faults.unreachable, text: unreachable(code) };
}

const unreachable = (code: string) => `is not reachable${code ? ` (${code})` : ''}`;

const faults = {
  denied: {
    kind: 'denied',
    text: 'refuses the login',
    cure: 'Check user and password under databases.postgres, and that pg_hba.conf lets the portal in.',
  },
  superuser: {
    kind: 'superuser',
    text: 'would be read as a superuser, which the portal refuses',
    cure: 'Give the portal a role of its own: CREATE ROLE portal LOGIN; GRANT pg_monitor TO portal.',
  },
  unreachable: {
    kind: 'unreachable',
    text: 'is not reachable',
    cure: 'Check host, port and network policies between the portal and the database.',
  },
  silent: {
    kind: 'unreachable',
    text: 'does not answer',
    cure: 'Check network policies on the way to it, and whether it hangs.',
  },
  certificate: {
    kind: 'unreachable',
    text: 'shows a certificate that is not trusted',
    cure: 'Set databases.postgres[].tls.caFile to the authority of its certificate.',
  },
  failingOver: { kind: 'failing over', text: 'is failing over' },
} as const satisfies Record<string, PostgresFault>;

const byCode: Readonly<Record<string, PostgresFault>> = {
  '28P01': faults.denied,
  '28000': faults.denied,
  '3D000': { kind: 'denied', text: 'has no such database', cure: 'Check databases.postgres[].database.' },
  '53300': { kind: 'busy', text: 'has no connection left' },
  '57P03': { kind: 'busy', text: 'is starting up or shutting down' },
  '57014': { kind: 'busy', text: 'took too long to answer' },
  '42501': {
    kind: 'not allowed',
    text: 'does not let the portal see it',
    cure: 'GRANT pg_monitor TO the role that the portal signs in with.',
  },
  '42704': { kind: 'failed', text: 'is no pgpool', cure: 'Move it from pools to members.' },
};
