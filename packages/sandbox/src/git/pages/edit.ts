import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { html } from '../../pages/html';
import type { ApiReply } from '../api/ApiCall';
import { encodePath } from '../api/contents';
import { GitProblem } from '../GitProblem';
import type { TreeEntry } from '../repositories/trees';
import type { FilePlace } from './files';
import type { Forms } from './forms';
import { pageReply, repositoryHead, seeOther } from './Page';

/** A file to be changed in the browser: a commit without a clone. @throws GitProblem 404 for what is no text on a branch */
export async function editPage(place: FilePlace, forms: Forms): Promise<ApiReply> {
  const { repository, path, ref, resolved } = place;
  const entry = await textAt(place);
  const content = await repository.bare.blob(entry.sha);
  return pageReply(
    `Edit ${path}`,
    html`${repositoryHead(place)}
      <h2>${ref}: /${path}</h2>
      <form class="card fields" method="post">
        <input type="hidden" name="head" value="${resolved.sha}" />
        <label for="content">Content</label>
        <textarea id="content" name="content" spellcheck="false">${`\n${content.toString()}`}</textarea>
        <label for="message">Message of the commit</label>
        <input id="message" name="message" required value="Change ${path}" />
        <div class="act">
          <button class="main">Commit to ${ref}</button>
          ${forms.fields(place.site)}
        </div>
      </form>`,
  );
}

const edited = z.object({ head: z.string(), content: z.string(), message: z.string().min(1).max(2_000) });

/** Commits what was sent, unless somebody else changed the file meanwhile. @throws GitProblem 404, 409 */
export async function commitFromPage(
  place: FilePlace,
  forms: Forms,
  request: IncomingMessage,
): Promise<ApiReply> {
  const { repository, path, ref, site } = place;
  const { user, fields } = await forms.read(site, request, edited);
  await repository.write(async () => {
    const entry = await textAt(place);
    const before = await repository.bare.entry(fields.head, path).catch(() => undefined);
    if (before?.sha !== entry.sha)
      throw new GitProblem(409, 'Somebody else changed the file. Open it again.');
    const author = { name: user.name, email: user.email, date: site.now().toISOString() };
    // A form sends every line end as two characters.
    const content = Buffer.from(fields.content.replaceAll('\r\n', '\n'));
    await repository.commit({
      branch: ref,
      message: `${fields.message}\n`,
      author,
      committer: author,
      files: [{ path, content, executable: entry.executable }],
    });
  });
  return seeOther(`/${repository.fullName}/src/branch/${encodePath(ref)}/${encodePath(path)}`);
}

async function textAt({ repository, path, resolved, ref }: FilePlace): Promise<TreeEntry> {
  const head = resolved.kind === 'branch' ? await repository.bare.branch(ref) : undefined;
  const entry = head && path ? await repository.bare.entry(head, path) : undefined;
  if (entry?.type !== 'file') throw new GitProblem(404, 'Not found');
  return entry;
}
