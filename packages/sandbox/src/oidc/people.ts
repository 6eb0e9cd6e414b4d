import { newPassword } from '../state/secrets';

/** Somebody who can sign in to the sandbox. */
export interface DemoPerson {
  id: string;
  name: string;
  email: string;
  /** What they may do, in one line, as the account picker says it. */
  may: string;
  /** Has no account where code is. */
  guest?: boolean;
}

/** A demo person with today's password. */
export interface Account extends DemoPerson {
  password: string;
}

/** The people of the storefront stack and around it. `catalog/organisation.yaml` has the same, by e-mail. */
export const demoPeople: DemoPerson[] = [
  {
    id: 'ada',
    name: 'Ada Moreau',
    email: 'ada@greenroom.example',
    may: 'Developer of the storefront team: sees and changes what her team owns.',
  },
  {
    id: 'ben',
    name: 'Ben Okafor',
    email: 'ben@greenroom.example',
    may: 'Second developer of the storefront team: may vote on its promotions.',
  },
  {
    id: 'chen',
    name: 'Chen Wei',
    email: 'chen@greenroom.example',
    may: 'Approver for several teams: may vote on storefront and fulfilment.',
  },
  {
    id: 'dana',
    name: 'Dana Lindqvist',
    email: 'dana@greenroom.example',
    may: 'Platform engineer: sees every cluster, operates rollouts.',
  },
  {
    id: 'eli',
    name: 'Eli Sandoval',
    email: 'eli@greenroom.example',
    may: 'Guest: may only read, and only what runs on staging.',
    guest: true,
  },
];

/** Everybody with a password of today: old ones die with the sandbox that made them. */
export function newAccounts(): Account[] {
  return demoPeople.map(person => ({ ...person, password: newPassword() }));
}
