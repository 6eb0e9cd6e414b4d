import { useApi } from '@backstage/core-plugin-api';
import { useSyncExternalStore } from 'react';
import { type SandboxApi, sandboxApiRef, type SandboxView } from '../api/sandbox/SandboxApi';

/** The sandbox, if the portal runs on one: how it is, and what can be done to it. */
export function useSandbox(): { sandbox: SandboxApi; view: SandboxView } {
  const sandbox = useApi(sandboxApiRef);
  return { sandbox, view: useSyncExternalStore(sandbox.subscribe, sandbox.view) };
}
