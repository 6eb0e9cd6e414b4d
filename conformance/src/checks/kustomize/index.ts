import { buildKustomization, FileTree, KustomizeError } from '@greenroom/sandbox';
import { expect } from 'expect';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Check } from '../../Check';
import type { CheckContext } from '../../CheckContext';
import { textAt } from '../../json';
import { execIn } from '../templates/Workbench';
import { type Case, cases } from './cases';

/** What the sandbox's Argo CD makes of a directory, held against the official program. */
export const kustomizeChecks: readonly Check[] = cases.map((each): Check => ({
  id: `kustomize/${each.id}`,
  title: each.title,
  needs: ['kustomize'],
  run: context => compare(context, each),
}));

async function compare({ cleanUp }: CheckContext, each: Case): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'greenroom-kustomize-'));
  cleanUp(() => rmSync(directory, { recursive: true }));
  for (const [file, text] of Object.entries(each.files)) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  const { code, output } = await execIn(directory, 'kustomize', ['build', each.path ?? '.']);
  const own = built(each);
  if (each.refuses === undefined) {
    expect([code, own.refusal]).toEqual([0, undefined]);
    expect(inOrder(own.objects)).toEqual(inOrder(objectsIn(output)));
  } else {
    expect([code, output.includes(each.refuses), output]).toEqual([1, true, output]);
    expect(own.refusal).toContain(each.refuses);
  }
}

function built({ files, path = '' }: Case): { objects: unknown[]; refusal?: string } {
  try {
    return { objects: buildKustomization(new FileTree(new Map(Object.entries(files))), path) };
  } catch (error) {
    if (error instanceof KustomizeError) return { objects: [], refusal: error.message };
    throw error;
  }
}

function objectsIn(text: string): unknown[] {
  const documents = parseAllDocuments(text);
  return Array.isArray(documents) ? documents.map(document => document.toJS() as unknown) : [];
}

/** The program sorts by kind, as `kubectl apply` would need it; Argo CD sorts by itself. Fields that are absent do not count. */
function inOrder(objects: readonly unknown[]): unknown {
  const name = (object: unknown) =>
    [textAt(object, 'apiVersion'), textAt(object, 'kind'), textAt(object, 'metadata', 'name')].join('/');
  const sorted = [...objects].sort((one, other) => (name(one) < name(other) ? -1 : 1));
  return JSON.parse(JSON.stringify(sorted));
}
