import { ImageFaults } from './ImageFaults';

const image = 'registry.example/app:1';

describe('faults of images', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('change how an image runs until they end, and tell who runs it', () => {
    const told: string[] = [];
    const faults = new ImageFaults(reference => told.push(reference));
    expect(faults.behaviourOf(image)).toBeUndefined();
    faults.inject(image, { fault: 'never-ready' });
    faults.inject(image, { fault: 'crash', seconds: 2 });
    expect(faults.behaviourOf(image)).toMatchObject({ outcome: 'crash' });
    expect(faults.behaviourOf('registry.example/app:2')).toBeUndefined();
    jest.advanceTimersByTime(2_000);
    expect(faults.behaviourOf(image)).toBeUndefined();
    faults.end(image);
    expect(told).toEqual([image, image, image]);
  });

  it('end with their world, which needs to be told nothing', () => {
    const told: string[] = [];
    const faults = new ImageFaults(reference => told.push(reference));
    faults.inject(image, { fault: 'crash', seconds: 2 });
    faults.clear();
    jest.advanceTimersByTime(3_000);
    expect(faults.behaviourOf(image)).toBeUndefined();
    expect(told).toEqual([image]);
  });
});
