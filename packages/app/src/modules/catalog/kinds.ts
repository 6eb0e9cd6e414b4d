/** What the catalog holds, as people call it; a service is what they look for. */
export const kinds = [
  { value: 'component', label: 'Services', one: 'service', many: 'services' },
  { value: 'system', label: 'Systems', one: 'system', many: 'systems' },
  { value: 'api', label: 'APIs', one: 'API', many: 'APIs' },
  { value: 'resource', label: 'Resources', one: 'resource', many: 'resources' },
  { value: 'domain', label: 'Domains', one: 'domain', many: 'domains' },
  { value: 'group', label: 'Teams', one: 'team', many: 'teams' },
  { value: 'user', label: 'People', one: 'person', many: 'people' },
  { value: 'template', label: 'Golden paths', one: 'golden path', many: 'golden paths' },
];

/** `12 services`, `1 team`; a kind that has no word here is called by its own. */
export function counted(count: number, kind: string): string {
  const words = kinds.find(({ value }) => value === kind);
  const word = count === 1 ? words?.one : words?.many;
  return `${count.toLocaleString('en-GB')} ${word ?? kind}`;
}
