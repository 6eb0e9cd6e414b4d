import { expect } from 'expect';
import { join } from 'node:path';
import type { Check } from '../../Check';
import { textAt } from '../../json';
import { namesOf } from '../../templates/names';
import { builtFor, documentsOf } from '../../templates/reading';
import { execIn, Workbench } from './Workbench';

/** The program sorts by kind, Argo CD does by itself. */
function inOrder(objects: readonly unknown[]): unknown[] {
  const name = (object: unknown) => `${textAt(object, 'kind')}/${textAt(object, 'metadata', 'name')}`;
  return [...objects].sort((one, other) => (name(one) < name(other) ? -1 : 1));
}

export const kustomizing: readonly Check[] = [
  {
    id: 'templates/kustomize',
    title: 'the sandbox’s Argo CD builds of each overlay what kustomize does',
    needs: ['kustomize'],
    async run(context) {
      const workbench = await Workbench.open(context);
      for (const database of [true, false]) {
        const { folder, files } = await workbench.played(String(database), { database });
        for (const { name } of namesOf('gift-cards').environments) {
          const { code, output } = await execIn(folder, 'kustomize', [
            'build',
            join('deployment/overlays', name),
          ]);
          expect(code).toBe(0);
          expect(inOrder(builtFor(files, name))).toEqual(inOrder(documentsOf(name, output)));
        }
      }
    },
  },
];
