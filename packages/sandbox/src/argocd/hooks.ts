import { isObject } from '../kubernetes/json';

/** What annotations ask of a sync. */

/** A sync option, of an Application or of one object. */
export const serverSideApply = 'ServerSideApply=true';
export const hookAnnotation = 'argocd.argoproj.io/hook';
export const hookFinalizer = 'argocd.argoproj.io/hook-finalizer';
const deletePolicyAnnotation = 'argocd.argoproj.io/hook-delete-policy';
const waveAnnotation = 'argocd.argoproj.io/sync-wave';
const optionsAnnotation = 'argocd.argoproj.io/sync-options';
const compareAnnotation = 'argocd.argoproj.io/compare-options';

const phases = ['PreSync', 'Sync', 'PostSync', 'SyncFail'] as const;
export type SyncPhase = (typeof phases)[number];
export type HookDeletePolicy = 'HookSucceeded' | 'HookFailed' | 'BeforeHookCreation';

function annotation(object: object, name: string): string | undefined {
  const metadata = 'metadata' in object ? object.metadata : undefined;
  const annotations = isObject(metadata) ? metadata.annotations : undefined;
  const value = isObject(annotations) ? annotations[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function words(object: object, name: string): string[] {
  return (annotation(object, name) ?? '')
    .split(',')
    .map(word => word.trim())
    .filter(Boolean);
}

export function isHook(object: object): boolean {
  return words(object, hookAnnotation).some(
    word => word === 'Skip' || word === 'PostDelete' || isPhase(word),
  );
}

export function isSkipped(object: object): boolean {
  return words(object, hookAnnotation).includes('Skip');
}

/** When an object is applied: a hook in the phases it names, everything else in `Sync`. */
export function phasesOf(object: object): SyncPhase[] {
  if (!isHook(object)) return ['Sync'];
  return words(object, hookAnnotation).filter(isPhase);
}

function isPhase(word: string): word is SyncPhase {
  return phases.some(phase => phase === word);
}

export function phaseOrder(phase: SyncPhase): number {
  return phases.indexOf(phase);
}

export function waveOf(object: object): number {
  const wave = Number(annotation(object, waveAnnotation) ?? 0);
  return Number.isInteger(wave) ? wave : 0;
}

/** A hook that says nothing is replaced by the next one. */
export function deletePolicies(object: object): string[] {
  const said = words(object, deletePolicyAnnotation);
  return said.length ? said : ['BeforeHookCreation'];
}

export function hasOption(object: object, option: string): boolean {
  return words(object, optionsAnnotation).includes(option);
}

export function ignoresExtraneous(object: object): boolean {
  return words(object, compareAnnotation).includes('IgnoreExtraneous');
}
