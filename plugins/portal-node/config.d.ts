export interface Config {
  greenroom?: {
    /** Who, besides owners and the platform's operators, may read what runs where. Nothing here is nobody. */
    audiences?: Array<{
      /** Name of a cluster; `*` stands for any run of characters. */
      cluster: string;
      /** Name of a namespace; `*` stands for any run of characters. */
      namespace: string;
      /** Entity refs such as `group:default/shop`, or `*` for everybody who is signed in. */
      readers: string[];
    }>;
  };
}
