import type { Fault } from './faults';

/** What a Vault answered that was not what it was asked for. */
export interface Refusal {
  status: number;
  /** Its own words, which may name users, hosts and databases: they choose, and are not passed on. */
  errors: readonly string[];
}

interface Row {
  status: number;
  /** Of one of its words; left out: whatever they are. */
  words?: RegExp;
  fault: Fault;
}

const sealed: Fault = { kind: 'sealed', text: 'is sealed', cure: 'Unseal it.' };
const noLeader: Fault = {
  kind: 'no-leader',
  text: 'has no active node to serve it',
  cure: 'Look at the logs of its nodes: none of them leads.',
};
const gone: Fault = { kind: 'gone', text: 'knows no such lease any more' };
const engine: Fault = {
  kind: 'engine',
  text: 'can not reach the database, or is refused by it',
  cure: 'Look at the connection of the engine, and at the database.',
};

/**
 * The first that fits. Vault says by its words alone what a 400 or a 500 is about: they are those of OpenBao 2.6.2 and Vault 1.21.4,
 * as recorded (`docs` of measurements, 2.1 to 2.4).
 */
const rows: readonly Row[] = [
  { status: 307, fault: { kind: 'standby', text: 'is a standby that does not serve this itself' } },
  { status: 400, words: /^(invalid lease|lease not found)$/, fault: gone },
  {
    status: 400,
    words: /^lease is not renewable$/,
    fault: { kind: 'not-renewable', text: 'does not renew it' },
  },
  { status: 400, words: /^lease expired$/, fault: { kind: 'ended', text: 'says that it has ended' } },
  {
    status: 400,
    words: /past the max TTL/,
    fault: { kind: 'ceiling', text: 'does not renew it past its ceiling' },
  },
  {
    status: 400,
    words: /has failed previous revocation attempts/,
    fault: { kind: 'irrevocable', text: 'has given it up: it could not be revoked' },
  },
  { status: 400, words: /^failed to (revoke|renew) entry/, fault: engine },
  {
    status: 400,
    words: /prometheus/i,
    fault: {
      kind: 'absent',
      text: 'keeps no metrics for Prometheus',
      cure: 'Set prometheus_retention_time in its telemetry.',
    },
  },
  { status: 400, words: /raft storage is not in use/, fault: { kind: 'absent', text: 'does not use raft' } },
  { status: 403, fault: { kind: 'refused', text: 'refuses us' } },
  { status: 404, words: /./, fault: { kind: 'failed', text: 'does not have this call' } },
  { status: 404, fault: { kind: 'absent', text: 'has nothing there' } },
  {
    status: 429,
    fault: {
      kind: 'quota',
      text: 'has too many requests: a quota of it is exceeded',
      cure: 'Raise its rate limit quota, or lower the budget of the portal.',
    },
  },
  { status: 500, words: /active cluster node not found/, fault: noLeader },
  { status: 500, words: /failed to (revoke|renew) entry|dial error|failed to connect/, fault: engine },
  { status: 501, fault: { kind: 'not-initialised', text: 'is not initialised' } },
  { status: 503, words: /sealed/i, fault: sealed },
];

export function refusalFault({ status, errors }: Refusal): Fault {
  const found = rows.find(
    row => row.status === status && (row.words === undefined || errors.some(text => row.words?.test(text))),
  );
  return found?.fault ?? { kind: 'failed', text: `answers with an error (${status})` };
}
