import type { Clock } from '../clock';
import type { Writable } from '../git/Writable';
import type { PortalClient } from '../portal/PortalClient';

/** What actions work with. */
export interface ActionDeps {
  portal: Pick<PortalClient, 'ask'>;
  writable: Pick<Writable, 'repository'>;
  clock: Clock;
  /** What never is in a log: the credentials of the git hosts. */
  secrets: readonly string[];
}
