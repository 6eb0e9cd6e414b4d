import type { JsonObject } from '@backstage/types';
import type { Application } from '@greenroom/plugin-delivery-common';
import { z } from 'zod';
import applications from '../argo/__fixtures__/applications.json';
import { applicationsKind } from '../argo/applicationsKind';
import type { Links } from '../argo/reading/links';
import { readApplication } from '../argo/reading/reading';
import type { ApplicationRow } from '../argo/rows';

/** A state that was recorded of Argo CD 3.1.16. */
export type Recorded = keyof typeof applications;

export const recordedNames = Object.keys(applications) as Recorded[];

/** Commits of the recorded repository, oldest first. */
export const [FIRST, SECOND, THIRD] = [
  'bbb0e486741a669b6f01ae07b8a8c703b9dcfb9c',
  '230add01c46a287301053df6ddd6c6b974e1f771',
  'c2259e993ae24c8d1f025a1cf4680509f0b20105',
] as const;

export const noLinks: Links = {
  commit: (_, sha) => ({ sha }),
  folder: () => undefined,
  application: () => undefined,
};

/** A recorded object with parts of it replaced; `undefined` takes one away. */
export function recorded(name: Recorded, changes: JsonObject = {}): JsonObject {
  return merge(structuredClone(applications[name]) as JsonObject, changes);
}

export function rowOf(object: JsonObject): ApplicationRow {
  return z.custom<ApplicationRow>(row => row !== undefined).parse(applicationsKind.project(object));
}

export function read(name: Recorded, changes: JsonObject = {}): Application {
  return readApplication('eks-prod', rowOf(recorded(name, changes)), noLinks);
}

function merge(into: JsonObject, changes: JsonObject): JsonObject {
  for (const [key, value] of Object.entries(changes)) {
    const held = into[key];
    const isPart = isObject(value) && isObject(held);
    into[key] = isPart ? merge(held, value) : value;
  }
  return into;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
