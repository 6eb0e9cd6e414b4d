import type { Release } from '../images/Release';

const releases: Record<string, Release> = { crash: 'crashing', errors: 'failing', slow: 'slow' };

/** What a commit's message asks for, so that a demo has something to show: nobody has to write broken code. */
export interface Markers {
  /** `[behaviour: crash]`, `[behaviour: errors]`, `[behaviour: slow]`: how the image runs. */
  release: Release;
  /** `[pipeline: fail]`: the tests fail. */
  testsFail: boolean;
}

export function markersOf(message: string): Markers {
  const [, behaviour = ''] = /\[behaviou?r:\s*(\w+)\]/i.exec(message) ?? [];
  return {
    release: releases[behaviour.toLowerCase()] ?? 'good',
    testsFail: /\[pipeline:\s*fail\]/i.test(message),
  };
}
