/** What a Vault reaches outside of itself. */
export interface Surroundings {
  /** Why a database server can not be reached, in its driver's words; nothing when it can. @param database its name in the sandbox */
  unreachable(database: string): string | undefined;
  /** Which database server of the sandbox listens on that port of this machine. */
  databaseAt(port: number): string | undefined;
  /** Asks a cluster whose token that is. Rejects when it can not be asked. */
  review(cluster: string, token: string, audiences: readonly string[]): Promise<ReviewedToken>;
}

export interface ReviewedToken {
  authenticated: boolean;
  username?: string;
  uid?: string;
  error?: string;
}

/** Nothing is out of reach, and nobody is known. */
export const noSurroundings: Surroundings = {
  unreachable: () => undefined,
  databaseAt: () => undefined,
  review: async () => ({ authenticated: false }),
};
