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
    };
  };
}
