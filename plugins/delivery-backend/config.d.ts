export interface Config {
  greenroom?: {
    delivery?: {
      /** Where people find the Argo CD of a cluster: pages of the portal link to it. */
      argoCd?: Array<{
        /** By its configured name. */
        cluster: string;
        /** e.g. `https://argocd.example.com` */
        url: string;
      }>;
      ledger?: {
        /**
         * PEM of an Ed25519 private key that signs the head of the ledger.
         * @visibility secret
         */
        signingKey?: string;
        /** Where the head is kept outside the database; other ledgers may be kept in the same. */
        configMap?: { cluster: string; namespace: string; name: string };
      };
    };
  };
}
