import type { ApiReply, Site } from '../api/ApiCall';
import { rawFile } from '../api/contents';
import { GitProblem } from '../GitProblem';
import type { HostedRepository } from '../repositories/HostedRepository';

const srcPath = /^(src|raw)\/(branch|commit|tag)\/(.+)$/;

/** Answers what is neither API nor git: pages and files as they are. @throws GitProblem 404 */
export async function answerPage(site: Site, url: URL): Promise<ApiReply> {
  const [owner = '', name = '', ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  const repository = site.host.find(owner, name.replace(/\.git$/, ''));
  if (!repository) throw new GitProblem(404, 'Not found');
  const [, view, , place = ''] = srcPath.exec(rest.join('/')) ?? [];
  if (!view)
    return { status: 200, headers: { 'content-type': 'text/html' }, bytes: Buffer.from(repository.fullName) };
  const { sha, path } = await placeOf(repository, place);
  if (view === 'src')
    return { status: 200, headers: { 'content-type': 'text/html' }, bytes: Buffer.from(sha) };
  const entry = await repository.bare.entry(sha, path);
  if (!entry) throw new GitProblem(404, 'Not found');
  return rawFile(repository, entry);
}

/** `feature/one/README.md`: a branch may have slashes in its name, so the shortest that there is counts. */
export async function placeOf(repository: HostedRepository, place: string) {
  const parts = place.split('/').filter(Boolean);
  for (const [index] of parts.entries()) {
    const ref = await repository.bare.resolve(parts.slice(0, index + 1).join('/'));
    if (ref) return { ...ref, path: parts.slice(index + 1).join('/') };
  }
  throw new GitProblem(404, 'Not found');
}
