import { AwsSource, type AwsSourceOptions } from '../AwsSource';

export const account = '402917760021';
export const region = 'eu-west-1';

/** A clock that a test moves, beginning now: the SDK signs with the machine's. */
export class TestClock {
  #now = Math.floor(Date.now() / 60_000) * 60_000 + 1_000;

  now(): number {
    return this.#now;
  }

  random(): number {
    return 0;
  }

  async wait(ms: number): Promise<void> {
    this.pass(ms / 1_000);
  }

  pass(seconds: number): void {
    this.#now += seconds * 1_000;
  }
}

export function startSource(
  endpoint: string,
  clock: TestClock,
  more: Partial<AwsSourceOptions> = {},
): AwsSource {
  return new AwsSource({
    place: { account, region, endpoint },
    selection: {},
    thresholds: {},
    clock,
    credentials: {
      getCredentialProvider: async () => ({
        sdkCredentialProvider: async () => ({ accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'not-a-secret' }),
      }),
    },
    ...more,
  });
}
