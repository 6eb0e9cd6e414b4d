import type { IncomingMessage, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { z } from 'zod';
import { readBody } from '../loopback/body';
import { CsrfTokens, sameText } from '../pages/CsrfTokens';
import { pageHeaders } from '../pages/look';
import { problemPage, signInPage } from './pages';
import { type Account } from './people';

interface Interaction {
  uid: string;
  current?: string;
}

const pickForm = z.object({ csrf: z.string(), person: z.string() });
const passwordForm = z.object({ csrf: z.string(), user: z.string(), password: z.string() });
const paths = /^\/interaction\/([\w-]+)(?:\/(pick|password))?$/;

/** The pages between "sign in" and the answer to the portal: the account picker and the password form. */
export class InteractionPages {
  private readonly csrf = new CsrfTokens();

  constructor(
    private readonly provider: Provider,
    private readonly accounts: Account[],
    private readonly portal: string,
  ) {}

  /** Answers requests below `/interaction/`; false for all others. */
  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const [, uid, form] = paths.exec(request.url ?? '') ?? [];
    if (!uid) return false;
    const wanted = form ? 'POST' : 'GET';
    if (request.method !== wanted) {
      this.problem(response, 405, 'Not like this', `This address answers ${wanted} only.`);
      return true;
    }
    const interaction = await this.find(request, response, uid);
    if (!interaction) {
      this.problem(
        response,
        400,
        'This sign-in is over',
        'It was used, took too long, or began in another browser.',
      );
    } else if (form) {
      await this.submitted(request, response, interaction, form);
    } else {
      this.ask(response, 200, interaction);
    }
    return true;
  }

  private async find(request: IncomingMessage, response: ServerResponse, uid: string) {
    try {
      const details = await this.provider.interactionDetails(request, response);
      return details.uid === uid ? { uid, current: details.session?.accountId } : undefined;
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return undefined;
      throw error;
    }
  }

  private async submitted(
    request: IncomingMessage,
    response: ServerResponse,
    interaction: Interaction,
    form: string,
  ) {
    const fields = Object.fromEntries(new URLSearchParams(await readBody(request)));
    const schema = form === 'pick' ? pickForm : passwordForm;
    const sent = schema.safeParse(fields);
    if (!sent.success || !this.csrf.redeem(interaction.uid, sent.data.csrf)) {
      this.ask(response, 403, interaction, 'This page was out of date. Please choose again.');
      return;
    }
    const account = 'person' in sent.data ? this.picked(sent.data.person) : this.checked(sent.data);
    if (!account) {
      const userName = 'user' in sent.data ? sent.data.user : undefined;
      this.ask(response, 401, { ...interaction, userName }, 'No demo person has that name and password.');
      return;
    }
    await this.provider.interactionFinished(
      request,
      response,
      { login: { accountId: account.id } },
      { mergeWithLastSubmission: false },
    );
  }

  private picked(id: string): Account | undefined {
    return this.accounts.find(account => account.id === id);
  }

  private checked({ user, password }: { user: string; password: string }): Account | undefined {
    const name = user.trim().toLowerCase();
    const account = this.accounts.find(({ id, email }) => id === name || email === name);
    return account && sameText(account.password, password) ? account : undefined;
  }

  private ask(
    response: ServerResponse,
    status: number,
    interaction: Interaction & { userName?: string },
    problem?: string,
  ) {
    const { uid, current, userName } = interaction;
    const csrf = this.csrf.issue(uid);
    const view = { action: `/interaction/${uid}`, csrf, people: this.accounts, current, userName, problem };
    response.writeHead(status, pageHeaders).end(signInPage(view));
  }

  private problem(response: ServerResponse, status: number, title: string, text: string) {
    response.writeHead(status, pageHeaders).end(problemPage(title, text, this.portal));
  }
}
