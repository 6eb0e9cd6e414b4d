import '@testing-library/jest-dom';
import { NOW } from './__testUtils__/rollouts';
import { fakeScreen } from './__testUtils__/screen';

// Only the date stands still: timers go on, because everything else here waits for them.
jest.useFakeTimers({
  now: Date.parse(NOW),
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
