import { ServiceUnavailableError } from '@backstage/errors';

/** Resolves once it is so. */
export async function until(isSo: () => boolean | Promise<boolean>, milliseconds = 5_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await isSo())) {
    if (performance.now() > end) {
      throw new ServiceUnavailableError(`not so within ${milliseconds} ms: ${isSo}`);
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
