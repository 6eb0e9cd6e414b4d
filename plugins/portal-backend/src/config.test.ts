import { mockServices } from '@backstage/backend-test-utils';
import { configuredRhythm } from './config';
import { usualRhythm } from './stream/Rhythm';

const configured = (data: object) =>
  configuredRhythm(mockServices.rootConfig({ data: JSON.parse(JSON.stringify(data)) }), usualRhythm);

describe('how many streams a person may have', () => {
  it('is the usual number where nothing is written', () => {
    expect(configured({})).toEqual(usualRhythm);
  });

  it('is what is written', () => {
    const { streamsPerPerson, ...rest } = configured({ greenroom: { streamsPerPerson: 2000 } });
    expect(streamsPerPerson).toBe(2000);
    expect({ ...rest, streamsPerPerson: usualRhythm.streamsPerPerson }).toEqual(usualRhythm);
  });

  it.each([0, 1.5, 'many', -3])('%p is refused by its key', written => {
    expect(() => configured({ greenroom: { streamsPerPerson: written } })).toThrow(
      /greenroom\.streamsPerPerson/,
    );
  });
});
