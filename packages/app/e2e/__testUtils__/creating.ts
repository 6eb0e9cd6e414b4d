import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, type Page } from '@playwright/test';
import { z } from 'zod';

const run = promisify(execFile);
const control = 'http://localhost:7010';
const endpointsSchema = z.object({
  git: z.object({ url: z.string() }),
  oidc: z.object({
    people: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), password: z.string() })),
  }),
});

/** A name that no other test and no run before has taken. */
export function freshName(what: string): string {
  return `${what}-${Date.now().toString(36)}`;
}

/** Answers the form of the blue-green path as somebody of the storefront does, up to its review. */
export async function answerForm(page: Page, name: string): Promise<void> {
  await page.goto('/create');
  await page.getByRole('link', { name: 'Start with Blue-green service on EKS' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByRole('textbox', { name: 'Description' }).fill('Made by a browser test.');
  const owner = page.getByRole('combobox', { name: /^Owner/ });
  await owner.click();
  await owner.press('ArrowDown');
  await page.getByRole('option', { name: /^Storefront/ }).click();
  await expect(page.getByText(/^free in \d+ sources/)).toBeVisible();
}

/** Reads every file and presses the button that makes them; afterwards the page is the run's. */
export async function reviewAndCreate(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Review every file' }).click();
  await expect(page.getByRole('heading', { name: `Review ${name}` })).toBeVisible();
  await page.getByRole('button', { name: `Create ${name}` }).click();
  await page.waitForURL(/\/create\/tasks\//);
}

/** Where the sandbox's git host is, and who somebody is there. */
async function gitAs(person: string) {
  const { git, oidc } = endpointsSchema.parse(await (await fetch(`${control}/endpoints`)).json());
  const author = oidc.people.find(({ id }) => id === person);
  if (!author) {
    throw new TypeError(`there is no ${person}`);
  }
  return { git, author };
}

/** A person's own deed at the git host's interface, beside the portal. */
export async function atGitHost(
  person: string,
  method: string,
  route: string,
  body?: object,
): Promise<number> {
  const { git, author } = await gitAs(person);
  const headers = {
    authorization: `Basic ${Buffer.from(`${person}:${author.password}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const answer = await fetch(`${git.url}/api/v1${route}`, { method, headers, body: JSON.stringify(body) });
  return answer.status;
}

/**
 * A person's commit on `main`, by the machine's git: clone, change, commit, push.
 *
 * @param repository - `org/name`
 * @param change - of the file's text
 * @returns the commit's whole id
 */
export async function commitTo(
  repository: string,
  person: string,
  { file, change, message }: { file: string; change: (text: string) => string; message: string },
): Promise<string> {
  const { git: host, author } = await gitAs(person);
  const url = new URL(`${host.url}/${repository}.git`);
  url.username = person;
  url.password = author.password;
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'greenroom-commit-'));
  try {
    const as = ['-c', `user.name=${author.name}`, '-c', `user.email=${author.email}`];
    const git = (...args: string[]) => run('git', [...as, ...args], { cwd: folder });
    await git('clone', '--quiet', '--depth', '1', url.href, '.');
    const target = path.join(folder, file);
    await fs.writeFile(target, change(await fs.readFile(target, 'utf8')));
    await git('commit', '--quiet', '--all', '--message', message);
    await git('push', '--quiet', 'origin', 'HEAD:main');
    return (await git('rev-parse', 'HEAD')).stdout.trim();
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}
