export interface Config {
  greenroom?: {
    /** Who lets what go live, and when. Nothing here is: nobody may promote here. */
    promotions?: {
      /** Of those that cover a rollout the strictest rule of each kind holds. */
      policies?: Array<{
        name: string;
        /** What it covers; `*` stands for any run of characters. Everything where nothing is said. */
        match?: {
          clusters?: string[];
          namespaces?: string[];
          /** Of the Rollout or its Namespace; all of them. */
          labels?: { [name: string]: string };
        };
        /** Users and groups as entity refs, `owner`, or `*`. */
        requesters: string[];
        voters: string[];
        /** One more is needed where nobody can tell who made what would go live. */
        votes?: number;
        /** Neither author nor requester may approve. Default: true. */
        fourEyes?: boolean;
        /** How long a request lives: `8h`, or `{ hours: 8 }`. Default: a day. */
        lifetime?: string | { days?: number; hours?: number; minutes?: number };
        freezes?: Array<{
          name: string;
          weekly?: { days: string[]; from: string; to: string; timeZone: string };
          once?: { from: string; to: string };
        }>;
        /** Ids of checks that hold a promotion back, `*` for all; and whether they do when nobody can tell. */
        checks?: { block?: string[]; unknownBlocks?: boolean };
        /** Who may go live without the votes. */
        breakGlass?: string[];
      }>;
      /** Users and groups who may let a removed narrowing go before its seven days. */
      admins?: string[];
      /** Whether the portal asks for votes when a preview begins to wait. Default: true. */
      requestsByPortal?: boolean;
      /** A preview that nobody decided on is called to mind after this, then once a day: `2h`, or `{ hours: 2 }`. Default: 4 hours. */
      remindAfter?: string | { days?: number; hours?: number; minutes?: number };
      authors?: {
        /**
         * Whether the git hosts of `integrations` are asked who made the commits between the active revision and what
         * would go live, where both name theirs (`greenroom.dev/commit`, `greenroom.dev/repository`). Default: false.
         */
        gitHosts?: boolean;
      };
      ledger?: {
        /**
         * PEM of an Ed25519 private key that signs the head of the ledger.
         * @visibility secret
         */
        signingKey?: string;
        /** Where the head is kept outside the database. */
        configMap?: { cluster: string; namespace: string; name: string };
      };
    };
    /** Features whose checks stand beside a promotion, each with a time of its own to answer. Default: 3 seconds. */
    readiness?: Array<{ plugin: string; timeout?: { seconds?: number; milliseconds?: number } }>;
  };
}
