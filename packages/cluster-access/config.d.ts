export interface Config {
  kubernetes?: {
    /**
     * The clusters the portal reads, each by one of three ways: a kubeconfig, in-cluster, or a URL. Nothing is
     * required here, so that a wrong entry stops only its own cluster, which then says what is wrong.
     */
    clusters?: Array<{
      /** How the cluster is called everywhere in the portal. */
      name?: string;
      /** What a person calls it, where that differs. */
      title?: string;

      /** Credentials of any kind kubectl knows, exec plug-ins included. */
      kubeconfig?: {
        file?: string;
        /** The kubeconfig's current context when absent. */
        context?: string;
      };

      /** The cluster this runs in, with its pod's service account. */
      inCluster?: boolean;

      /** The https URL of the API server. */
      url?: string;
      caFile?: string;
      /** The certificate authority in PEM, plain or as base64. */
      caData?: string;
      /** Read again as it rotates. */
      tokenFile?: string;
      /**
       * Better a tokenFile: this one is never rotated.
       * @visibility secret
       */
      token?: string;
      /** Believes any certificate: anybody in between can read and answer. */
      skipTlsVerify?: boolean;
    }>;
  };
}
