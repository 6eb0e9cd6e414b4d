/**
 * What a secret looks like raw, as in a URL and in base64. Base64 says the same otherwise after one or two letters before it: the
 * middle of each is looked for.
 */
export function secretForms(secret: string): string[] {
  const shifted = ['', 'x', 'xy'].map(before => {
    const encoded = Buffer.from(before + secret).toString('base64');
    return encoded.replace(/=+$/, '').slice(4, -4);
  });
  const encoded = shifted.filter(form => form.length >= 12);
  return [...new Set([secret, encodeURIComponent(secret), ...encoded])];
}
