/** On a Rollout or its Namespace: each narrows the policy that the configuration gives, none widens it. */
export const POLICY_ANNOTATIONS = {
  /** Whole number: at least so many votes. */
  votes: 'greenroom.dev/votes',
  /** Entity refs with commas between them: who votes has to be among these too. */
  voters: 'greenroom.dev/voters',
  /** Likewise for who requests. */
  requesters: 'greenroom.dev/requesters',
  /** Likewise for who breaks the glass; `none` is nobody. */
  breakGlass: 'greenroom.dev/break-glass',
  /** `true`: neither author nor requester approves. */
  fourEyes: 'greenroom.dev/four-eyes',
  /** `45m`, `8h`, `1d`: a request lives no longer. */
  lifetime: 'greenroom.dev/lifetime',
  /** Freezes with semicolons between them: `fri,sat 16:00-08:00 Europe/Berlin`, or `<from>/<to>` as ISO 8601 instants. */
  freeze: 'greenroom.dev/freeze',
  /** Ids of checks with commas between them, or `*`: they block too. */
  blockingChecks: 'greenroom.dev/blocking-checks',
  /** `true`: a blocking check that nobody can tell blocks. */
  unknownBlocks: 'greenroom.dev/unknown-blocks',
} as const;

/** On the pod template (or its ReplicaSet), as label or annotation: who made this revision, e-mails or entity refs with commas between them. */
export const AUTHORS = 'greenroom.dev/authors';
/** The same, as a pipeline writes it from the commits between the last release and this one. */
export const COMMIT_AUTHORS = 'greenroom.dev/commit-authors';
/** On the pod template (or its ReplicaSet): the full id of the commit this revision was built from … */
export const COMMIT = 'greenroom.dev/commit';
/** … and the address of its repository, `https://<host>/<path>`. A git host is asked who made what lies between two. */
export const REPOSITORY = 'greenroom.dev/repository';
/** On a catalog User: any text; Users with the same one are the same person. */
export const SAME_PERSON = 'greenroom.dev/person';
