import { refName } from '@greenroom/plugin-portal-common';
import type { LedgerLine } from '@greenroom/plugin-portal-node';
import { roleKey } from '@greenroom/plugin-vault-leases-common';
import type { KeptAct } from './Act';

/** What somebody wants done, before it is. */
export function intentionLine(act: KeptAct): LedgerLine {
  const { by, act: name, fingerprint, mount, role, vault } = act.record;
  const text = `${refName(by)} wants to ${name} the lease ${fingerprint} of ${mount}/${role} in ${vault}: ${act.reason}`;
  return { ...aboutAct(act), kind: 'act', by, text };
}

/** What was seen of it. */
export function outcomeLine(act: KeptAct): LedgerLine {
  return { ...aboutAct(act), kind: `act-${act.record.state}`, by: 'portal', text: act.record.text };
}

function aboutAct({ record, reason, incrementSeconds }: KeptAct) {
  const { id, act, by, fingerprint, mount, role, vault } = record;
  return {
    subject: roleKey(record),
    request: id,
    data: { act, by, fingerprint, mount, role, vault, reason, incrementSeconds: incrementSeconds ?? null },
  };
}
