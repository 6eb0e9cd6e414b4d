export interface Config {
  clusterHealth?: {
    /**
     * Resources by their plural names, e.g. `deployments`, that are followed in every cluster even while nobody looks.
     * Nodes, pods, events and namespaces always are; the others from the first look on.
     */
    keep?: string[];
  };
}
