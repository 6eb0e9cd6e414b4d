import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { NOW } from './__testUtils__/applications';
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

// Pages are loaded when they are opened; on a machine that does other things too that takes more than a second.
configure({ asyncUtilTimeout: 5000 });
jest.setTimeout(20_000);
