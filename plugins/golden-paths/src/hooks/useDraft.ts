import { useTemplateSecrets } from '@backstage/plugin-scaffolder-react';
import { useCallback, useEffect, useState } from 'react';
import type { JsonValue } from '@backstage/types';
import { draftKey, parseDraft, withinTemplate } from '../form/draft';
import { defaultsOf, type FormSection, type Values } from '../form/schema';
import { maskedIn, withoutNames } from '../form/secrets';

export interface Draft {
  values: Values;
  change: (name: string, value: JsonValue | undefined) => void;
  /** Several at once: what a part of the form tells that is drawn by Backstage's own. */
  replace: (values: Values) => void;
}

/** What a person has answered so far, kept while this tab lives, so that a reload loses nothing. */
export function useDraft(templateRef: string, sections: readonly FormSection[]): Draft {
  const { secrets } = useTemplateSecrets();
  const [values, setValues] = useState<Values>(() => {
    const kept = withinTemplate(sections, readDraft(templateRef) ?? {});
    return { ...defaultsOf(sections), ...withoutNames(kept, lostSecrets(kept, secrets)) };
  });
  useEffect(() => keepDraft(templateRef, values), [templateRef, values]);
  const change = useCallback(
    (name: string, value: JsonValue | undefined) => setValues(before => withValue(before, name, value)),
    [],
  );
  const replace = useCallback((next: Values) => setValues(before => ({ ...before, ...next })), []);
  return { values, change, replace };
}

/** What was typed as a secret before the page was loaded anew: only the stars in its place are left. */
export function lostSecrets(values: Values, secrets: Record<string, string>): string[] {
  return maskedIn(values).filter(name => !secrets[name]);
}

function withValue(values: Values, name: string, value: JsonValue | undefined): Values {
  if (value !== undefined) {
    return { ...values, [name]: value };
  }
  const { [name]: _removed, ...rest } = values;
  return rest;
}

/** A browser may refuse to keep anything: then a reload starts anew, and nothing else is lost. */
export function readDraft(templateRef: string): Values | undefined {
  try {
    return parseDraft(sessionStorage.getItem(draftKey(templateRef)));
  } catch {
    return undefined;
  }
}

export function keepDraft(templateRef: string, values: Values): void {
  try {
    sessionStorage.setItem(draftKey(templateRef), JSON.stringify(values));
  } catch {
    // Nothing to do: the form itself still has them.
  }
}

export function forgetDraft(templateRef: string): void {
  try {
    sessionStorage.removeItem(draftKey(templateRef));
  } catch {
    // It was never kept.
  }
}
