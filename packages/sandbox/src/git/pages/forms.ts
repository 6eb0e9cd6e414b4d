import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { html, type Html } from '../../pages/html';
import { CsrfTokens } from '../../pages/CsrfTokens';
import { readBody } from '../../loopback/body';
import { newSecret } from '../../state/secrets';
import type { GitUser } from '../accounts';
import type { Site } from '../api/ApiCall';
import { GitProblem } from '../GitProblem';

const common = z.object({ view: z.string(), csrf: z.string(), as: z.string() });
const largest = 1024 * 1024;

/** Forms that change something. Each page that was shown is good for one post, by whom the page lets choose. */
export class Forms {
  private readonly csrf = new CsrfTokens();

  /** The hidden fields, and who one is: as at the sandbox's sign-in, one of the demo people. */
  fields({ accounts }: Site): Html {
    const view = newSecret();
    const people = peopleOf(accounts.users);
    return html`<input type="hidden" name="view" value="${view}" />
      <input type="hidden" name="csrf" value="${this.csrf.issue(view)}" />
      <label for="as">as</label>
      <select id="as" name="as">
        ${people.map(({ login, name }) => html`<option value="${login}">${name}</option>`)}
      </select>`;
  }

  /**
   * What was sent, and in whose name.
   *
   * @throws GitProblem 403 for a page that was used or is not ours, 400 for what no page of ours sends
   */
  async read<Fields>(site: Site, request: IncomingMessage, schema: z.ZodType<Fields>) {
    const sent = Object.fromEntries(new URLSearchParams(await readBody(request, largest)));
    const known = common.safeParse(sent);
    if (!known.success || !this.csrf.redeem(known.data.view, known.data.csrf)) {
      throw new GitProblem(403, 'This page was out of date. Open it again.');
    }
    const user = peopleOf(site.accounts.users).find(({ login }) => login === known.data.as);
    const fields = schema.safeParse(sent);
    if (!user || !fields.success) throw new GitProblem(400, 'The form is not complete.');
    return { user, fields: fields.data };
  }
}

/** The portal's own account is no person, unless there is nobody else. */
function peopleOf(users: readonly GitUser[]): readonly GitUser[] {
  return users.length > 1 ? users.slice(1) : users;
}
