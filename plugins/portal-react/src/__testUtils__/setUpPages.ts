import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { fakeScreen } from './screen';

/**
 * For `setupTests.ts` of a feature: it is this moment (ISO 8601) in every test. Only the date stands still: timers go on,
 * because everything else that tests of pages do waits for them.
 */
export function setUpPages(now: string) {
  jest.useFakeTimers({
    now: Date.parse(now),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'requestAnimationFrame',
      'cancelAnimationFrame',
      'requestIdleCallback',
      'cancelIdleCallback',
      'setImmediate',
      'clearImmediate',
      'setInterval',
      'clearInterval',
      'setTimeout',
      'clearTimeout',
    ],
  });

  fakeScreen();

  // Pages are loaded when they are opened; on a machine that does other things too that takes more than a second.
  configure({ asyncUtilTimeout: 5000 });
  jest.setTimeout(20_000);
}
