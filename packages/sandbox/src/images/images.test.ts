import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateDirectory } from '../state/StateDirectory';
import { ImageRegistry, type NewImage, type PushedImage, registryHost } from './ImageRegistry';
import { shelfIn } from './shelf';

const now = () => new Date('2026-11-21T09:00:00Z');
const repository = `${registryHost}/storefront/wishlist`;
const commit = 'a'.repeat(40);
const wishlist: NewImage = { repository, tag: commit, release: 'good', commit, content: commit };

describe('the registry', () => {
  it('makes the digest from the content, and finds an image by tag and by digest', () => {
    const registry = new ImageRegistry(now);
    const pushed = registry.push(wishlist);
    expect(pushed.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(new ImageRegistry(now).push({ ...wishlist, tag: 'again' }).digest).toBe(pushed.digest);
    expect(registry.push({ ...wishlist, tag: 'b', content: 'other' }).digest).not.toBe(pushed.digest);
    expect(registry.find(`${repository}:${commit}`)).toBe(pushed);
    expect(registry.find(`${repository}@${pushed.digest}`)).toBe(pushed);
    expect(registry.find(`${repository}:${commit}@${pushed.digest}`)).toBe(pushed);
    expect(registry.find(`${repository}:none`)).toBeUndefined();
  });

  it('never moves a tag, and tells of each push once', () => {
    const registry = new ImageRegistry(now);
    const told: PushedImage[] = [];
    const end = registry.onPush(image => told.push(image));
    const first = registry.push(wishlist);
    expect(registry.push({ ...wishlist, release: 'crashing', content: 'other' })).toBe(first);
    end();
    registry.push({ ...wishlist, tag: 'later' });
    expect(told).toEqual([first]);
  });

  it('cannot give what a pipeline has not pushed yet, and knows nothing of what is built elsewhere', () => {
    const registry = new ImageRegistry(now);
    expect(registry.behaviourOf(`${repository}:${commit}`)).toEqual({ outcome: 'image-pull-fails' });
    expect(registry.behaviourOf(`${repository}:v9`)).toBeUndefined();
    expect(registry.behaviourOf(`registry.example/wishlist:${commit}`)).toBeUndefined();
    const { digest } = registry.push({ ...wishlist, release: 'crashing' });
    expect(registry.behaviourOf(`${repository}:${commit}`)).toMatchObject({ outcome: 'crash', digest });
  });

  it('keeps over a restart what was built from a commit', () => {
    const state = StateDirectory.open(mkdtempSync(join(tmpdir(), 'sandbox-images-')));
    const registry = new ImageRegistry(now, shelfIn(state));
    const pushed = registry.push({
      ...wishlist,
      release: 'failing',
      authors: [{ name: 'Ada', email: 'ada@x.example' }],
    });
    registry.push({ repository, tag: 'v1', release: 'good' });
    const again = new ImageRegistry(now, shelfIn(state));
    expect(again.in(repository)).toEqual([pushed]);
    writeFileSync(state.file('images.json'), '[{"repository":');
    expect(new ImageRegistry(now, shelfIn(state)).in(repository)).toEqual([]);
  });
});
