import { defineConfig } from '@playwright/test';

/** The browser tests run against a portal that is already open: `npm run test:browser` opens one. */
export default defineConfig({
  testDir: 'packages/app/e2e',
  reporter: [['list'], ['json']],
  // One world for all: what one test does to a cluster, another would see.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // A test that passes only then is told as such: one world and two processors are shared by everything that runs.
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  projects: [
    {
      name: 'portal',
      outputDir: '.greenroom/results/portal',
      testIgnore: ['secrets.spec.ts', 'restart.spec.ts'],
    },
    // What the others left behind.
    {
      name: 'after',
      outputDir: '.greenroom/results/after',
      testMatch: ['restart.spec.ts', 'secrets.spec.ts'],
    },
  ],
  use: {
    baseURL: 'http://localhost:7007',
    viewport: { width: 1280, height: 800 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.GREENROOM_CHROMIUM ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    },
  },
});
