import type { GitPerson } from './GitCommits';

/** E-mails of the co-authors in a commit's message, as hosts write them when they squash. */
export function coAuthors(message: string): GitPerson[] {
  return [...message.matchAll(/^co-authored-by:[^<\n]*<([^<>\n]+)>\s*$/gim)].flatMap(([, email]) =>
    person({ email }),
  );
}

/** Nobody where neither is written. */
export function person({ email, login }: { email?: string; login?: string }): GitPerson[] {
  const named = { ...(email?.trim() && { email: email.trim() }), ...(login && { login }) };
  return Object.keys(named).length === 0 ? [] : [named];
}

/** Each once, regardless of letter case. */
export function distinct(people: readonly GitPerson[]): GitPerson[] {
  const keyed = people.map(
    one => [`${one.login ?? ''} ${one.email ?? ''}`.toLocaleLowerCase('en-US'), one] as const,
  );
  return [...new Map(keyed).values()];
}
