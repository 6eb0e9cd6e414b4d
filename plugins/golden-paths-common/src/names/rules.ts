import { derivedNames, longestName, type Surroundings } from './derived';
import type { NameRule, Problem } from './problem';
import { reservedEnding, reservedWord } from './reserved';

/** Names of one letter are no names to AWS CodeBuild. */
const SHORTEST = 2;

/**
 * Every rule that a service's name breaks by itself, in the order in which somebody would put it right. A name is a
 * DNS-1035 label (Services), a part of an ECR repository (no two hyphens in a row) and of all that `derivedNames` names.
 */
export function nameProblems(name: string, surroundings: Surroundings): Problem[] {
  if (name === '') {
    return [{ rule: 'empty', text: 'A service needs a name.' }];
  }
  return [
    ...characterProblems(name),
    ...shapeProblems(name),
    ...lengthProblems(name, surroundings),
    ...words(name),
  ];
}

function characterProblems(name: string): Problem[] {
  const strange = [...new Set(name)].filter(character => !/[A-Za-z\d-]/.test(character));
  return [
    ...(strange.length === 0
      ? []
      : [
          problem(
            'characters',
            `Only a to z, digits and hyphens: ${strange.slice(0, 5).map(described).join(', ')} can not be in it.`,
          ),
        ]),
    ...(/[A-Z]/.test(name)
      ? [problem('uppercase', `Hosts and images are written in small letters: “${name.toLowerCase()}”.`)]
      : []),
  ];
}

function shapeProblems(name: string): Problem[] {
  return [
    ...(/^[\d-]/.test(name)
      ? [problem('begins', `It begins with “${name.charAt(0)}”: a Service begins with a letter (DNS-1035).`)]
      : []),
    ...(name.endsWith('-') ? [problem('ends', 'It may not end with a hyphen.')] : []),
    ...(name.includes('--')
      ? [
          problem(
            'hyphens',
            'Two hyphens in a row: image repositories allow one, and “xn--” is another name.',
          ),
        ]
      : []),
  ];
}

function lengthProblems(name: string, surroundings: Surroundings): Problem[] {
  if (name.length < SHORTEST) {
    return [problem('too-short', `It has to have at least ${SHORTEST} characters.`)];
  }
  const longest = longestName(surroundings);
  if (name.length <= longest) {
    return [];
  }
  const broken = derivedNames(name, surroundings).filter(({ value, limit }) => value.length > limit);
  const first = broken[0];
  const because = first
    ? `${first.what} would be “${first.value}”, and ${first.by} allows ${first.limit}`
    : 'Kubernetes allows 63';
  return [problem('too-long', `It has ${name.length} characters, at most ${longest} fit: ${because}.`)];
}

function words(name: string): Problem[] {
  const lower = name.toLowerCase();
  const word = reservedWord(lower);
  const ending = reservedEnding(lower);
  return [
    ...(word === undefined ? [] : [problem('reserved', word)]),
    ...(ending === undefined ? [] : [problem('reserved-ending', ending)]),
  ];
}

function problem(rule: NameRule, text: string): Problem {
  return { rule, text };
}

/** A letter that looks like another one can only be told by its number. */
function described(character: string): string {
  const number = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character);
  return character === ' ' ? 'a space' : `${visible ? `“${character}” ` : ''}(U+${number})`;
}
