export interface Config {
  greenroom?: {
    /** Who, besides owners and the platform's operators, may see and do what where. Nothing here is nobody. */
    audiences?: Array<{
      /** Name of a cluster; `*` stands for any run of characters. */
      cluster: string;
      /** Name of a namespace; `*` stands for any run of characters. */
      namespace: string;
      /** Entity refs such as `group:default/shop`, or `*` for everybody who is signed in. */
      readers?: string[];
      /** Entity refs of those who may abort, pause, resume, restart and return to stable; they may read too. */
      operators?: string[];
      /** Entity refs of those who may undo to what was stable before; they may read too. */
      rollback?: string[];
    }>;
  };
}
