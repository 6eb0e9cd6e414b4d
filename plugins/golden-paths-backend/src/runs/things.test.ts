import { NotAllowedError } from '@backstage/errors';
import type { Thing } from './Thing';
import { undo } from './things';

const howToRemove = { command: 'glab repo delete storefront/payments --yes' };
const thing = (remove: Thing['remove'], isThere = async () => true): Thing => ({
  kind: 'repository',
  ref: 'storefront/payments',
  howToRemove,
  isThere,
  remove,
});
const kept = 'GitLab keeps it as storefront/payments-deletion_scheduled-7, marked for deletion.';
const repository = { kind: 'repository', ref: 'storefront/payments' };

describe('undo', () => {
  it('names what its host keeps of it all the same', async () => {
    expect(await undo([thing(async () => kept), thing(async () => undefined)])).toEqual([
      { ...repository, state: 'undone', undone: true, why: kept },
      { ...repository, state: 'undone', undone: true },
    ]);
  });

  it('goes on after what can not be taken away or asked for, and tells neither as undone', async () => {
    const refuses = async () => {
      throw new NotAllowedError('the host refuses it');
    };
    const gone: Thing = thing(async () => undefined);
    expect(await undo([thing(refuses), thing(refuses, refuses), gone])).toEqual([
      { ...repository, state: 'remains', undone: false, why: 'the host refuses it', howToRemove },
      { ...repository, state: 'unknown', undone: false, why: 'the host refuses it', howToRemove },
      { ...repository, state: 'undone', undone: true },
    ]);
  });
});
