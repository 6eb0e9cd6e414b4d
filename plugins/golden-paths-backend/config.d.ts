export interface Config {
  greenroom?: {
    /** What golden paths make services of. Without it nothing can be started here. */
    goldenPaths?: {
      /** Where a service runs; the one that gets a new revision first comes first. */
      environments: Array<{
        name: string;
        cluster: string;
        /** A service's host is `<name>.<domain>`. */
        domain: string;
      }>;
      /** URL of the repository that Argo CD of each cluster follows, a folder each. */
      applications: string;
      /** URL of the repository with the portal's configuration, where approval policies are asked for. */
      policies: string;
      /** Where repositories are published: a host of `integrations`. */
      publisher: { kind: 'gitea' | 'github' | 'gitlab'; host: string };
      /** The registry of images. */
      images: string;
    };
  };
}
