import type { Backend } from './Backend';

/** A backend at a path. */
export interface Mount {
  /** `database/`, `auth/kubernetes/`. */
  path: string;
  type: string;
  description: string;
  accessor: string;
  uuid: string;
  /** Seconds; 0: the system's. */
  defaultSeconds: number;
  maxSeconds: number;
  options: Readonly<Record<string, string>> | null;
  isLocal: boolean;
  backend: Backend;
}
