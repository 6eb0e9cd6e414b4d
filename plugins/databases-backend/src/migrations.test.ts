import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { migrations } from './migrations';

describe('migrations', () => {
  it('are all that are in the folder', () => {
    expect(Object.keys(migrations)).toEqual(readdirSync(resolve(__dirname, '../migrations')).sort());
  });
});
