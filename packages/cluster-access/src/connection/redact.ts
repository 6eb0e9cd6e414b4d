/** JSON Web Tokens, `Bearer …`, and passwords in URLs: nothing of ours should hold one, but a credential plugin's own words may. */
const secrets: readonly [RegExp, string][] = [
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, '[token]'],
  [/\b(bearer|basic)\s+[^\s"']+/gi, '$1 [token]'],
  [/\bk8s-aws-v1\.[\w-]+/g, '[token]'],
  [/:\/\/[^/\s:@]+:[^/\s@]+@/g, '://[credentials]@'],
  [/-----BEGIN [^-]*PRIVATE KEY-----[\s\S]*?(-----END [^-]*-----|$)/g, '[private key]'],
];

/** The text without what looks like a credential. */
export function redact(text: string): string {
  return secrets.reduce((clean, [pattern, stand]) => clean.replace(pattern, stand), text);
}
