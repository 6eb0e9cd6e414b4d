export interface Config {
  greenroom?: {
    /** Groups (entity refs) that read everything, see the Sources page and clean up the catalog. */
    platformGroups?: string[];
    /** Groups (entity refs) that may run templates and register what they made. */
    creatorGroups?: string[];
  };
}
