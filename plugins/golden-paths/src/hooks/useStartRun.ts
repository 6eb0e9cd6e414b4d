import { readRefusal, type Refusal } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { useCallback, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Values } from '../form/schema';
import { useAddresses } from './useAddresses';
import { forgetDraft } from './useDraft';

export interface StartRun {
  starting: boolean;
  refusal?: Refusal;
  start: (templateRef: string, values: Values, secrets?: Record<string, string>) => void;
}

/** Starts a run once, however often the button is pressed, and goes to its page. */
export function useStartRun(): StartRun {
  const scaffolder = useApi(scaffolderApiRef);
  const addresses = useAddresses();
  const navigate = useNavigate();
  const started = useRef(false);
  const [state, setState] = useState<{ starting: boolean; refusal?: Refusal }>({ starting: false });
  const start = useCallback(
    async (templateRef: string, values: Values, secrets: Record<string, string> = {}) => {
      if (started.current) {
        return;
      }
      started.current = true;
      setState({ starting: true });
      try {
        const { taskId } = await scaffolder.scaffold({ templateRef, values, secrets });
        forgetDraft(templateRef);
        navigate(addresses.run(taskId), { state: { startedHere: true } });
      } catch (error) {
        setState({ starting: false, refusal: readRefusal(error) });
      }
      started.current = false;
    },
    [scaffolder, addresses, navigate],
  );
  return { ...state, start };
}
