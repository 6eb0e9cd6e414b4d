import { EVERYBODY } from '@greenroom/plugin-portal-common';
import { POLICY_ANNOTATIONS } from '../annotations';
import { isTimeZone } from './freeze';
import { readPersonRef } from './person';
import { stricter } from './policies';
import { type Freeze, freezeSchema, type Policy } from './policy';

type Annotations = Readonly<Record<string, string>>;
/** What one annotation asks for; `wanted` is what would have been understood. */
type Wish = { rules: Partial<Policy> } | { wanted: string };

/**
 * The policy as annotations narrow it. What would widen a rule changes nothing; what is not understood changes nothing
 * and is said in a note.
 */
export function narrow(policy: Policy, annotations: Annotations): Policy {
  return Object.entries(readers).reduce<Policy>((narrowed, [rule, read]) => {
    const name = POLICY_ANNOTATIONS[rule as keyof typeof readers];
    const written = annotations[name]?.trim();
    return written === undefined ? narrowed : apply(narrowed, name, written, read(written));
  }, policy);
}

function apply(policy: Policy, name: string, written: string, wish: Wish): Policy {
  if ('wanted' in wish) {
    return withNote(policy, `${name}: "${shorten(written)}" is not understood: ${wish.wanted} is needed.`);
  }
  const narrowed = stricter(policy, { ...neutral, ...wish.rules });
  const asked = Object.keys(wish.rules)[0] as keyof Policy;
  const changed =
    JSON.stringify([narrowed[asked], narrowed.within]) !== JSON.stringify([policy[asked], policy.within]);
  const same = JSON.stringify(wish.rules[asked]) === JSON.stringify(policy[asked]);
  return changed || same
    ? narrowed
    : withNote(
        policy,
        `${name}: "${shorten(written)}" changes nothing: an annotation may only narrow the policy.`,
      );
}

/** Joined with anything it changes nothing. */
const neutral: Policy = {
  names: [],
  requesters: [EVERYBODY],
  voters: [EVERYBODY],
  votes: 1,
  fourEyes: false,
  lifetimeSeconds: Number.MAX_SAFE_INTEGER,
  freezes: [],
  blockingChecks: [],
  unknownBlocks: false,
  breakGlass: [EVERYBODY],
  notes: [],
};

const readers: Readonly<Record<keyof typeof POLICY_ANNOTATIONS, (written: string) => Wish>> = {
  votes: written =>
    /^[1-9]\d?$/.test(written) ? { rules: { votes: Number(written) } } : { wanted: 'a number from 1 to 99' },
  voters: written => refsWish(written, voters => ({ voters })),
  requesters: written => refsWish(written, requesters => ({ requesters })),
  breakGlass: written =>
    written === 'none' ? { rules: { breakGlass: [] } } : refsWish(written, breakGlass => ({ breakGlass })),
  fourEyes: written => flagWish(written, fourEyes => ({ fourEyes })),
  lifetime: readLifetime,
  freeze: readFreezes,
  blockingChecks: written => ({ rules: { blockingChecks: parts(written, ',') } }),
  unknownBlocks: written => flagWish(written, unknownBlocks => ({ unknownBlocks })),
};

function refsWish(written: string, rules: (refs: string[]) => Partial<Policy>): Wish {
  const refs = parts(written, ',').map(readPersonRef);
  const known = refs.filter(ref => ref !== undefined);
  return known.length === refs.length && known.length > 0
    ? { rules: rules(known) }
    : { wanted: 'a list of entity refs such as group:default/approvers' };
}

function flagWish(written: string, rules: (flag: boolean) => Partial<Policy>): Wish {
  return written === 'true' || written === 'false'
    ? { rules: rules(written === 'true') }
    : { wanted: 'true' };
}

const unitSeconds: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** Seconds of `45m`, `8h` or `1d`; `undefined` for anything else. */
export function lifetimeSeconds(written: string): number | undefined {
  const [, count, unit = ''] = /^([1-9]\d{0,5})([mhd])$/.exec(written) ?? [];
  const seconds = Number(count) * (unitSeconds[unit] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : undefined;
}

function readLifetime(written: string): Wish {
  const seconds = lifetimeSeconds(written);
  return seconds === undefined
    ? { wanted: 'a time such as 45m, 8h or 1d' }
    : { rules: { lifetimeSeconds: seconds } };
}

/** Monday is 1. */
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

/** 1 for `mon` to 7 for `sun`, whatever the letter case; `undefined` for what is no day. */
export function weekday(name: string): number | undefined {
  const index = weekdays.indexOf(name.toLowerCase());
  return index < 0 ? undefined : index + 1;
}

function readFreezes(written: string): Wish {
  const freezes = parts(written, ';').map(readFreeze);
  const known = freezes.filter(freeze => freeze !== undefined);
  return known.length === freezes.length && known.length > 0
    ? { rules: { freezes: known } }
    : { wanted: 'fri,sat 16:00-08:00 Europe/Berlin, or <from>/<to> as instants with an offset,' };
}

function readFreeze(written: string): Freeze | undefined {
  const [, days = '', from, to, timeZone = ''] =
    /^([a-z,]+)\s+(\d\d:\d\d)-(\d\d:\d\d)\s+(\S+)$/i.exec(written) ?? [];
  const [start, end] = written.split('/');
  const name = `annotation ${written}`;
  const candidate = from
    ? { kind: 'weekly', name, days: parts(days, ',').map(weekday), from, to, timeZone }
    : { kind: 'once', name, from: start, to: end };
  const freeze = freezeSchema.safeParse(candidate).data;
  return freeze?.kind === 'weekly' && !isTimeZone(freeze.timeZone) ? undefined : freeze;
}

function parts(written: string, separator: string): string[] {
  return written
    .split(separator)
    .map(part => part.trim())
    .filter(part => part !== '');
}

function withNote(policy: Policy, note: string): Policy {
  return { ...policy, notes: [...policy.notes, note] };
}

function shorten(written: string): string {
  return written.length > 60 ? `${written.slice(0, 59)}…` : written;
}
