import type { BrowserContext, Page } from '@playwright/test';
import { secretForms } from '@greenroom/plugin-portal-common/testUtils';
import type { VaultSecret } from './vaults';

declare global {
  interface Window {
    greenroomHeard(id: string, text: string): Promise<void>;
  }
}

/** All that the pages of a person's browser are sent, and show: each answer as it came, a stream's frames as they come. */
export class Heard {
  readonly #texts = new Map<string, string>();

  /** Of pages that are opened from now on. */
  static async by(context: BrowserContext): Promise<Heard> {
    const heard = new Heard();
    await context.exposeBinding('greenroomHeard', (_source, id: string, text: string) => heard.add(id, text));
    await context.addInitScript(listen);
    context.on('response', response => {
      if (response.request().resourceType() === 'document') {
        void response.text().then(
          text => heard.add(response.url(), text),
          () => heard.add(response.url(), ''),
        );
      }
    });
    return heard;
  }

  add(where: string, text: string): void {
    this.#texts.set(where, `${this.#texts.get(where) ?? ''}${text}`);
  }

  /** What the page is now, and what is typed into it. */
  async look(page: Page): Promise<void> {
    const typed = await page
      .locator('input, textarea')
      .evaluateAll(fields =>
        fields.map(field =>
          field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
        ),
      );
    this.add(`DOM of ${page.url()}`, [page.url(), await page.content(), ...typed].join('\n'));
  }

  /** Where a secret is, and of what kind it is; never the secret. */
  found(secrets: readonly VaultSecret[]): string[] {
    const told = [...this.#texts];
    return secrets.flatMap(({ what, text }) => {
      const forms = secretForms(text);
      const places = told.filter(([, all]) => forms.some(form => all.includes(form)));
      return places.map(([where]) => `${what} in ${where}`);
    });
  }

  /** Of those places whose names fit. */
  textOf(where: RegExp): string {
    return [...this.#texts].flatMap(([name, text]) => (where.test(name) ? [text] : [])).join('\n');
  }
}

/** In the page: hands on every answer to `fetch`, piece by piece. */
function listen(): void {
  const ask = window.fetch;
  let count = 0;
  const follow = async (id: string, answer: Response) => {
    const headers = [...answer.headers].map(pair => pair.join(': ')).join('\n');
    await window.greenroomHeard(id, `${headers}\n\n`);
    const decoder = new TextDecoder();
    const reader = answer.body?.getReader();
    for (;;) {
      const { done = true, value } = (await reader?.read()) ?? {};
      if (done) {
        return;
      }
      await window.greenroomHeard(id, decoder.decode(value, { stream: true }));
    }
  };
  window.fetch = async (...asked) => {
    const answer = await ask(...asked);
    count += 1;
    // A page that is left cuts its answers.
    follow(`${performance.timeOrigin}/${count} ${answer.url}`, answer.clone()).catch(() => undefined);
    return answer;
  };
}
