import type { StatusCause } from '../StatusError';
import type { ResourceDefinition } from '../types';

/** What Kubernetes accepts as names and label values, in its own words. */

interface Rule {
  pattern: RegExp;
  longest: number;
  text: string;
}

const SUBDOMAIN: Rule = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  text: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
};
const LABEL: Rule = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  text: "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
};
const LABEL_1035: Rule = {
  pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
  longest: 63,
  text: "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
};
const PATH_SEGMENT: Rule = {
  pattern: /^(?!\.{1,2}$)[^/%]+$/,
  longest: Infinity,
  text: "may not be '.' or '..' and may not contain '/' or '%'",
};
const LABEL_VALUE: Rule = {
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  longest: 63,
  text: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
};

function ruleOf({ group, resource }: ResourceDefinition): Rule {
  if (group === 'rbac.authorization.k8s.io') return PATH_SEGMENT;
  if (group === '' && resource === 'services') return LABEL_1035;
  if (group === '' && resource === 'namespaces') return LABEL;
  return SUBDOMAIN;
}

/** Why `name` can not be the name of such an object; empty when it can. */
export function nameCauses(definition: ResourceDefinition, name: string): StatusCause[] {
  return causes('metadata.name', name, ruleOf(definition));
}

export function labelCauses(labels: Record<string, string> | undefined): StatusCause[] {
  return Object.values(labels ?? {}).flatMap(value => causes('metadata.labels', value, LABEL_VALUE));
}

function causes(field: string, value: string, rule: Rule): StatusCause[] {
  const refused = (why: string) => ({
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value)}: ${why}`,
    field,
  });
  return [
    ...(rule.pattern.test(value) ? [] : [refused(rule.text)]),
    ...(value.length > rule.longest ? [refused(`must be no more than ${rule.longest} characters`)] : []),
  ];
}

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** `generateName` made into a name. @param random in [0, 1) */
export function generatedName(prefix: string, random: () => number): string {
  const letters = Array.from(
    { length: 5 },
    () => SUFFIX_LETTERS[Math.floor(random() * SUFFIX_LETTERS.length)],
  );
  return `${prefix.slice(0, 58)}${letters.join('')}`;
}

/** A version 4 UUID. @param random in [0, 1) */
export function uuid(random: () => number): string {
  return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, letter => {
    const digit = Math.floor(random() * 16);
    return (letter === 'x' ? digit : (digit & 0x3) | 0x8).toString(16);
  });
}
