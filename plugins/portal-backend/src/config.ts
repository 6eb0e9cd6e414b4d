import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import type { Rhythm } from './stream/Rhythm';

const streamsPerPersonSchema = z.int().min(1).max(100_000);

/**
 * The rhythm with what the configuration says of it: `greenroom.streamsPerPerson`.
 * @throws InputError naming the key
 */
export function configuredRhythm(config: RootConfigService, usual: Rhythm): Rhythm {
  const written = config.getOptional('greenroom.streamsPerPerson');
  if (written === undefined) {
    return usual;
  }
  const { data: streamsPerPerson, success } = streamsPerPersonSchema.safeParse(written);
  if (!success) {
    throw new InputError('greenroom.streamsPerPerson: a whole number from 1 to 100,000 is needed');
  }
  return { ...usual, streamsPerPerson };
}
