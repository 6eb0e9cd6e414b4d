import { z } from 'zod';
import type { Answer, TestGit } from './TestGit';

export const base64 = (text: string) => Buffer.from(text).toString('base64');
export const shaOf = ({ json }: Answer) => z.object({ sha: z.string() }).parse(json).sha;

/** Makes repositories of their own with a first commit, at a host that is started later. */
export function apiRepositories(git: () => TestGit) {
  let number = 0;
  return async (files: Record<string, string> = { 'README.md': 'one\n' }) => {
    number += 1;
    const path = `storefront/api-${number}`;
    await git().hosted(path, files);
    const head = () => git().api('GET', `/repos/${path}/git/commits/main`).then(shaOf);
    const change = (body: object) => git().api('POST', `/repos/${path}/contents`, body);
    return { path, at: `/repos/${path}`, head, change };
  };
}
