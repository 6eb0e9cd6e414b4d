import { useApi } from '@backstage/core-plugin-api';
import type { TopicRef } from '@greenroom/plugin-portal-common';
import { useCallback, useLayoutEffect, useSyncExternalStore } from 'react';
import { streamApiRef, type TopicView } from '../api/StreamApi';

const nothingAsked: TopicView = { state: 'connecting', sources: [] };

/** Follows a topic while the component is on the page; `undefined` asks for nothing. */
export function useTopic(ref: TopicRef | undefined): TopicView {
  const stream = useApi(streamApiRef);
  const { type, key } = ref ?? {};
  const watch = useCallback(
    (listener: () => void) =>
      type === undefined || key === undefined ? () => {} : stream.watch({ type, key }, listener),
    [stream, type, key],
  );
  // Asked for before the page is painted, and not after: the answer is on its way meanwhile.
  useLayoutEffect(() => watch(() => {}), [watch]);
  return useSyncExternalStore(watch, () =>
    type === undefined || key === undefined ? nothingAsked : stream.view({ type, key }),
  );
}
