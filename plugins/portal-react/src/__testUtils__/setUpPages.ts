import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { fakeScreen } from './screen';
import { stopDate } from './stopDate';

/** For `setupTests.ts` of a feature: it is this moment (ISO 8601) in every test. */
export function setUpPages(now: string) {
  stopDate(now);
  fakeScreen();

  // Pages are loaded when they are opened; on a machine that does other things too that takes more than a second.
  configure({ asyncUtilTimeout: 5000 });
  jest.setTimeout(20_000);
}
