import { timingSafeEqual } from 'node:crypto';
import { newSecret } from '../state/secrets';

/** One token for each interaction, good for one form post; the oldest are forgotten first. */
export class CsrfTokens {
  private readonly tokens = new Map<string, string>();

  constructor(private readonly limit = 1_000) {}

  issue(interaction: string): string {
    const token = newSecret();
    this.tokens.delete(interaction);
    this.tokens.set(interaction, token);
    if (this.tokens.size > this.limit) this.forgetOldest();
    return token;
  }

  /** True once for the token issued last. */
  redeem(interaction: string, token: string): boolean {
    const expected = this.tokens.get(interaction);
    this.tokens.delete(interaction);
    return expected !== undefined && sameText(expected, token);
  }

  private forgetOldest() {
    const oldest = this.tokens.keys().next();
    if (!oldest.done) this.tokens.delete(oldest.value);
  }
}

/** Compares without telling by its time how much was right. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
