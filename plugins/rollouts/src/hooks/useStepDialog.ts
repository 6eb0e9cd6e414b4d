import { useCallback, useState } from 'react';
import type { Step } from '../promotion/Step';

/** Which dialogue is open, if one is. */
export function useStepDialog(): { opened: Step | undefined; open: (step: Step) => void; close: () => void } {
  const [opened, setOpened] = useState<Step>();
  const close = useCallback(() => setOpened(undefined), []);
  return { opened, open: setOpened, close };
}
