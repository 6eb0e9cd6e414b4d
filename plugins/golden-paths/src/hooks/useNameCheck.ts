import { readRefusal, type Refusal } from '@greenroom/plugin-portal-react';
import { useApi } from '@backstage/core-plugin-api';
import type { NamesAnswer } from '@greenroom/plugin-golden-paths-common';
import { useEffect, useState } from 'react';
import { goldenPathsApiRef } from '../api/GoldenPathsApi';

/** A person is still typing until they rest for so long. */
const TYPING_MS = 250;

/** How far a name is known to the platforms. */
export interface NameCheck {
  state: 'nothing' | 'asking' | 'answered' | 'failed';
  /** The last answer; of another name than the present one while `state` is not `answered`. */
  answer?: NamesAnswer;
  /** What the answer is about. */
  name?: string;
  refusal?: Refusal;
  again: () => void;
}

/** Checks a name as it is typed: when the typing rests, and never an older one after a newer one. */
export function useNameCheck(templateRef: string, name: string, owner: string): NameCheck {
  const api = useApi(goldenPathsApiRef);
  const [check, setCheck] = useState<Omit<NameCheck, 'again'>>({ state: 'nothing' });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    if (!name) {
      setCheck({ state: 'nothing' });
      return undefined;
    }
    const asking = new AbortController();
    setCheck(before => ({ ...before, state: 'asking', refusal: undefined }));
    const ask = async () => {
      try {
        const answer = await api.names({ templateRef, name, owner: owner || undefined }, asking.signal);
        if (!asking.signal.aborted) {
          setCheck({ state: 'answered', answer, name });
        }
      } catch (error) {
        if (!asking.signal.aborted) {
          setCheck(before => ({ ...before, state: 'failed', refusal: readRefusal(error, 'question') }));
        }
      }
    };
    const timer = setTimeout(ask, TYPING_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [api, templateRef, name, owner, times]);
  return { ...check, again: () => setTimes(n => n + 1) };
}
