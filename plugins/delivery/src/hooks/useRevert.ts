import type { ApplicationRef, Managed, RevertPreview } from '@greenroom/plugin-delivery-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { type Answer, useAnswer } from '@greenroom/plugin-portal-react';
import { useDeliveryApi } from './useDeliveryApi';

/** What the address of the page names: an Application, or a rollout whose Application has to be found. */
export type Wanted =
  | { kind: 'application'; application: ApplicationRef; to?: string }
  | {
      kind: 'rollout';
      rollout: { cluster: string; namespace: string; kind: string; name: string };
      to?: string;
    };

/** `undefined`: the address names neither. */
export function useWanted(): { wanted: Wanted | undefined; choose: (to: string) => void } {
  const [query, setQuery] = useSearchParams();
  const choose = useCallback(
    (to: string) =>
      setQuery(before => {
        before.set('to', to);
        return before;
      }),
    [setQuery],
  );
  const wanted = useMemo(() => readWanted(query), [query]);
  return { wanted, choose };
}

function readWanted(query: URLSearchParams): Wanted | undefined {
  const [cluster, namespace] = [query.get('cluster'), query.get('namespace')];
  const to = query.get('to') ?? undefined;
  const [application, rollout] = [query.get('application'), query.get('rollout')];
  if (!cluster || !namespace) {
    return undefined;
  }
  if (application) {
    return { kind: 'application', application: { cluster, namespace, name: application }, to };
  }
  return rollout
    ? { kind: 'rollout', rollout: { cluster, namespace, kind: 'rollout', name: rollout }, to }
    : undefined;
}

/** Which Application manages the rollout. */
export function useManaged(rollout: Extract<Wanted, { kind: 'rollout' }>['rollout']): Answer<Managed> {
  const api = useDeliveryApi();
  return useAnswer(useCallback(() => api.managed(rollout), [api, rollout]));
}

/** What a change request would contain; nothing is asked without a commit to go back to. */
export function useRevertPreview(application: ApplicationRef, to: string | undefined): Answer<RevertPreview> {
  const api = useDeliveryApi();
  const { cluster, namespace, name } = application;
  const ask = useMemo(
    () => (to === undefined ? undefined : () => api.previewRevert({ cluster, namespace, name }, to)),
    [api, cluster, namespace, name, to],
  );
  return useAnswer(ask);
}
