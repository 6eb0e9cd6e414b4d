import { useApi } from '@backstage/core-plugin-api';
import type { TopicRef } from '@greenroom/plugin-portal-common';
import { useCallback, useSyncExternalStore } from 'react';
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
  return useSyncExternalStore(watch, () =>
    type === undefined || key === undefined ? nothingAsked : stream.view({ type, key }),
  );
}
