import { expect, type Page } from '@playwright/test';
import { z } from 'zod';
import { control } from './cluster';

const secretsSchema = z.object({
  vaults: z.array(z.object({ secrets: z.array(z.object({ what: z.string(), text: z.string() })) })),
});
export type VaultSecret = z.infer<typeof secretsSchema>['vaults'][number]['secrets'][number];

/** What the sandbox's Vaults keep to themselves now. */
export async function vaultSecrets(): Promise<VaultSecret[]> {
  const answer = await fetch(`${control}/secrets`);
  return secretsSchema.parse(await answer.json()).vaults.flatMap(({ secrets }) => secrets);
}

/** The leases of one page of a role. */
export const leases = (page: Page) => page.getByRole('grid', { name: 'Leases' });

/** One that can be renewed now: its fingerprint. */
export async function renewable(page: Page): Promise<string> {
  const button = leases(page)
    .getByRole('button', { name: /^Renew /, disabled: false })
    .first();
  await expect(button).toBeVisible({ timeout: 60_000 });
  return (await button.getAttribute('aria-label'))?.replace('Renew ', '') ?? '';
}
