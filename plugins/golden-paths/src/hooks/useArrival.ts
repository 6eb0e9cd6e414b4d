import { useEffect, useRef } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { z } from 'zod';
import { useAddresses } from './useAddresses';

const stateSchema = z.looseObject({ startedHere: z.boolean() }).catch({ startedHere: false });

/**
 * Goes to the new service's page when the run ends that this person has just started and watched; whoever opens or
 * reloads the address of a run stays on it. The way back leads to the run.
 *
 * @param entityRef - of what was made, as soon as the run is over and the catalog has it
 */
export function useArrival(entityRef: string | undefined): void {
  const navigate = useNavigate();
  const { state, pathname } = useLocation();
  const { entity } = useAddresses();
  const arrived = useRef(false);
  const { startedHere } = stateSchema.parse(state ?? {});
  const page = entityRef && entity(entityRef);
  useEffect(() => {
    if (page && startedHere && !arrived.current) {
      arrived.current = true;
      navigate(pathname, { replace: true, state: {} });
      navigate(page);
    }
  }, [page, startedHere, navigate, pathname]);
}
