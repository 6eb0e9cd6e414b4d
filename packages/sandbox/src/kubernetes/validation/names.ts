/** What Kubernetes accepts as names of things, in its own words: why not, empty when it does. */

interface Rule {
  pattern: RegExp;
  longest?: number;
  text: string;
}

const SUBDOMAIN: Rule = {
  pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  text: "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
};
const WILDCARD: Rule = {
  pattern: /^\*\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
  longest: 253,
  text: "a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
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
  text: "may not be '.' or '..' and may not contain '/' or '%'",
};
const LABEL_VALUE: Rule = {
  pattern: /^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$/,
  longest: 63,
  text: "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
};
const QUALIFIED: Rule = {
  pattern: /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/,
  longest: 63,
  text: "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
};
const CONFIG_KEY: Rule = {
  pattern: /^[-._a-zA-Z0-9]+$/,
  longest: 253,
  text: "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')",
};
const ENVIRONMENT: Rule = {
  pattern: /^[ -<>-~]+$/,
  text: "a valid environment variable name must consist only of printable ASCII characters other than '='",
};

export const subdomain = against(SUBDOMAIN);
export const wildcard = against(WILDCARD);
export const label = against(LABEL);
export const serviceName = against(LABEL_1035);
export const pathSegment = against(PATH_SEGMENT);
export const labelValue = against(LABEL_VALUE);
export const configKey = against(CONFIG_KEY);
export const environmentName = against(ENVIRONMENT);

function against(rule: Rule): (value: string) => string[] {
  return value => [
    ...(value.length > (rule.longest ?? Infinity) ? [longerThan(rule.longest)] : []),
    ...(rule.pattern.test(value) ? [] : [rule.text]),
  ];
}

function longerThan(longest: number | undefined): string {
  return `must be no more than ${longest} characters`;
}

/** Of labels, annotations and the like: `name`, or `prefix/name`. */
export function qualifiedName(value: string): string[] {
  const [first = '', second, ...more] = value.split('/');
  const form = `${QUALIFIED.text.replace(/^must consist/, 'a qualified name must consist')} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`;
  if (more.length) return [form];
  const prefix = second === undefined ? undefined : first;
  return [
    ...(prefix === undefined ? [] : inPart('prefix', prefix, SUBDOMAIN)),
    ...inPart('name', second ?? first, QUALIFIED),
  ];
}

function inPart(part: string, value: string, rule: Rule): string[] {
  const empty = value === '' ? ['must be non-empty'] : [];
  return [...empty, ...against(rule)(value)].map(why => `${part} part ${why}`);
}

const LONGEST_PORT_NAME = 15;

/** Of a container's ports, and what refers to them. */
export function portName(value: string): string[] {
  return [
    ...(value.length > LONGEST_PORT_NAME ? [longerThan(LONGEST_PORT_NAME)] : []),
    ...(/^[-a-z0-9]+$/.test(value)
      ? []
      : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)']),
    ...(/[a-z]/.test(value) ? [] : ['must contain at least one letter (a-z)']),
    ...(value.includes('--') ? ['must not contain consecutive hyphens'] : []),
    ...(/^-|-$/.test(value) ? ['must not begin or end with a hyphen'] : []),
  ];
}
