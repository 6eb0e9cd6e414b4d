import { at, isObject, textAt, type JsonObject } from '../../kubernetes/json';
import { type KubeObject } from '../../kubernetes/types';
import { type HealthCode } from '../application';

export interface Health {
  status: HealthCode;
  message?: string;
}

export type HealthCheck = (object: KubeObject) => Health;

/** The number at a path, or what counts where nothing is said. */
export function numberAt(object: KubeObject, otherwise: number, ...path: string[]): number {
  const found = at(object, ...path);
  return typeof found === 'number' ? found : otherwise;
}

export function conditionsOf(object: KubeObject): JsonObject[] {
  const conditions = at(object, 'status', 'conditions');
  return Array.isArray(conditions) ? conditions.filter(isObject) : [];
}

export function textOf(condition: JsonObject, field: 'type' | 'status' | 'reason' | 'message'): string {
  return textAt(condition, field) ?? '';
}
