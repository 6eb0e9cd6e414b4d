type Labels = Readonly<Record<string, string>>;
type Requirement = (labels: Labels) => boolean;

const NAME = String.raw`[A-Za-z0-9]([A-Za-z0-9._/-]*[A-Za-z0-9])?`;
const setBased = new RegExp(`^(${NAME})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);
const equality = new RegExp(`^(${NAME})\\s*(==|=|!=)\\s*(${NAME})?$`);
const existence = new RegExp(`^(!?)\\s*(${NAME})$`);

/**
 * A Kubernetes label selector as a test of labels, in the grammar of `kubectl -l`. `undefined` for what is none, and
 * for the empty selector: it would select everything.
 */
export function parseLabelSelector(selector: string): Requirement | undefined {
  const requirements = selector.split(/,(?![^(]*\))/).map(part => parseRequirement(part.trim()));
  const known = requirements.filter(requirement => requirement !== undefined);
  return known.length === requirements.length
    ? labels => known.every(requirement => requirement(labels))
    : undefined;
}

function parseRequirement(part: string): Requirement | undefined {
  const set = setBased.exec(part);
  if (set) {
    const [, name = '', , operator, list = ''] = set;
    const values = new Set(list.split(',').map(value => value.trim()));
    return operator === 'in'
      ? labels => has(labels, name) && values.has(labels[name] ?? '')
      : labels => !has(labels, name) || !values.has(labels[name] ?? '');
  }
  const equal = equality.exec(part);
  if (equal) {
    const [, name = '', , operator, value = ''] = equal;
    return operator === '!='
      ? labels => labels[name] !== value
      : labels => has(labels, name) && labels[name] === value;
  }
  const exists = existence.exec(part);
  if (!exists) {
    return undefined;
  }
  const [, not, name = ''] = exists;
  return labels => has(labels, name) !== (not === '!');
}

function has(labels: Labels, name: string): boolean {
  return Object.hasOwn(labels, name);
}
