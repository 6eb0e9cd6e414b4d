import type { RootLoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import { secretForms } from '@greenroom/plugin-portal-common/testUtils';

/** Whatever a backend lets out, as text. */
export class EverythingSaid {
  readonly #said: string[] = [];

  add(...parts: unknown[]): void {
    this.#said.push(...parts.map(textOf));
  }

  /** A logger of every level that keeps what it is given. */
  logger(): RootLoggerService {
    const keep = (...parts: unknown[]) => this.add(...parts);
    const logger: RootLoggerService = {
      child: meta => {
        keep(meta);
        return logger;
      },
      debug: keep,
      info: keep,
      warn: keep,
      error: keep,
    };
    return logger;
  }

  /** Those of the secrets that are anywhere in it, raw, in base64 or as in a URL. */
  found(secrets: readonly string[]): string[] {
    const all = this.#said.join('\n');
    return secrets.filter(secret => secretForms(secret).some(form => all.includes(form)));
  }

  get length(): number {
    return this.#said.join('').length;
  }
}

function textOf(part: unknown): string {
  if (isError(part)) {
    return `${part.name}: ${part.message}\n${part.stack ?? ''}\n${textOf(part.cause)}`;
  }
  return typeof part === 'string' ? part : (JSON.stringify(part) ?? '');
}
