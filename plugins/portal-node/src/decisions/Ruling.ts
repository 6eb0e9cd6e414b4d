import type { Permission } from '@backstage/plugin-permission-common';
import type { Decision, Refusal, Ruling } from './Decisions';
import type { Judge } from './ResourceTypes';

const yes: Decision = { allowed: true };

/** Everything is refused for one reason. */
export function refuseAll(refusal: Refusal): Ruling {
  const no: Decision = { allowed: false, why: refusal };
  return { refusal, decide: () => no, decideInGeneral: () => no };
}

export function notAllowed(permission: Permission): Refusal {
  return { name: 'NotAllowedError', message: `not allowed: ${permission.name}` };
}

export function cannotTell(message: string): Refusal {
  return { name: 'ServiceUnavailableError', message };
}

export function allowAll(): Ruling {
  return { decide: () => yes, decideInGeneral: () => yes };
}

/** Some resources are allowed: each is judged. A judge that throws refuses, and tells `onError` why. */
export function judged(permission: Permission, judge: Judge, onError: (error: unknown) => void): Ruling {
  const no: Decision = { allowed: false, why: notAllowed(permission) };
  const broken: Decision = {
    allowed: false,
    why: cannotTell(`the policy's answer for ${permission.name} could not be applied`),
  };
  return {
    decide(resourceRef) {
      try {
        return judge(resourceRef) ? yes : no;
      } catch (error) {
        onError(error);
        return broken;
      }
    },
    decideInGeneral: ofSome => (ofSome ? yes : no),
  };
}
