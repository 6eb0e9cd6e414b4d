export interface Config {
  greenroom?: {
    /** Set while the portal runs on its sandbox: every page then says so. */
    sandbox?: {
      /**
       * Where the sandbox’s control interface listens, e.g. `http://localhost:7010`. Browsers ask it directly, so it has
       * to be in `backend.csp.connect-src` too.
       * @visibility frontend
       */
      url?: string;
    };
  };
}
