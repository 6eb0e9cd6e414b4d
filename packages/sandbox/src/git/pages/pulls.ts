import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { html, type Html } from '../../pages/html';
import type { ApiReply } from '../api/ApiCall';
import { GitProblem } from '../GitProblem';
import { Pulls, type PullState } from '../repositories/pulls';
import type { PullRecord } from '../repositories/RepositoryRecord';
import type { Forms } from './forms';
import { commitTable } from './lists';
import { moment, pageReply, type Place, repositoryHead, seeOther } from './Page';

/** Every pull request, newest first. */
export function pullsPage(place: Place): ApiReply {
  const rows = [...place.repository.record.pulls].reverse().map(pull => {
    return html`<tr>
      <td><a href="${addressOf(place, pull.number)}">#${String(pull.number)} ${pull.title}</a></td>
      <td class="aside"><span class="state">${standing(pull)}</span></td>
      <td class="aside">${moment(pull.updatedAt)}</td>
    </tr>`;
  });
  const list =
    rows.length > 0
      ? html`<table>
          ${rows}
        </table>`
      : html`<p>There is none.</p>`;
  return pageReply(
    `Pull requests of ${place.repository.fullName}`,
    html`${repositoryHead(place)}
      <h2>Pull requests</h2>
      <div class="card">${list}</div>`,
  );
}

/** One pull request, and the button that merges it. @throws GitProblem 404 */
export async function pullPage(
  place: Place,
  number: number,
  forms: Forms,
  problem?: string,
): Promise<ApiReply> {
  const { repository, site } = place;
  const pulls = new Pulls(repository, site.now);
  const pull = await pulls.stateOf(pulls.find(number));
  const commits = await repository.bare.log(`${pull.mergeBase || pull.baseSha}..${pull.headSha}`, {
    limit: 100,
  });
  const difference = await repository.bare.difference(pull.mergeBase || pull.baseSha, pull.headSha);
  return pageReply(
    `#${number} of ${repository.fullName}`,
    html`${repositoryHead(place)}
      <h2>#${String(number)} ${pull.title} <span class="state">${standing(pull)}</span></h2>
      <p>
        ${site.accounts.byLogin(pull.user)?.name ?? pull.user} wants to merge ${pull.head} into ${pull.base}.
      </p>
      ${problem ? html`<div class="wrong" role="alert">${problem}</div>` : undefined}
      ${pull.body ? html`<pre class="card text">${pull.body}</pre>` : undefined}
      ${pull.state === 'open' ? action(place, pull, forms) : undefined}
      <h2>Commits</h2>
      ${commitTable(repository, commits)}
      <h2>What it changes</h2>
      <pre class="card text">${difference}</pre>`,
    problem ? 409 : 200,
  );
}

function action(place: Place, pull: PullState, forms: Forms): Html {
  if (!pull.mergeable) {
    return html`<div class="wrong">
      The branches have to be brought together by hand before this can be merged.
    </div>`;
  }
  return html`<form class="card act" method="post" action="${addressOf(place, pull.number)}/merge">
    <button class="main">Merge</button>
    ${forms.fields(place.site)}
  </form>`;
}

/** Merges, and leads back to the page. */
export async function mergeFromPage(
  place: Place,
  number: number,
  forms: Forms,
  request: IncomingMessage,
): Promise<ApiReply> {
  const { user } = await forms.read(place.site, request, z.object({}));
  const pulls = new Pulls(place.repository, place.site.now);
  try {
    await pulls.merge(pulls.find(number), { user, style: 'merge', deleteBranch: false });
  } catch (error) {
    if (!(error instanceof GitProblem) || error.status === 404) throw error;
    return pullPage(place, number, forms, error.message);
  }
  return seeOther(addressOf(place, number));
}

function standing({ state, mergedAt }: PullRecord): string {
  return mergedAt ? 'merged' : state;
}

function addressOf({ repository }: Place, number: number): string {
  return `/${repository.fullName}/pulls/${number}`;
}
