import { InputError, ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';
import { type Scenario, type ScenarioAct, scenarioSchema } from './scenario';

/** Asks the sandbox directly: it is no part of the portal, so the portal’s backend does not know it. */
export class SandboxClient {
  readonly url: string;

  constructor(url: string) {
    this.url = url.replace(/\/+$/, '');
  }

  /** @throws InputError or ServiceUnavailableError with the sandbox’s words; TypeError when it does not answer */
  async scenario(signal: AbortSignal): Promise<Scenario> {
    const response = await fetch(`${this.url}/scenario`, { signal });
    if (!response.ok) {
      throw await refusal(response);
    }
    return scenarioSchema.parse(await response.json());
  }

  /** @throws InputError or ServiceUnavailableError with the sandbox’s words; TypeError when it does not answer */
  async perform({ act, ...body }: ScenarioAct): Promise<void> {
    const bare = Object.keys(body).length === 0;
    const response = await fetch(`${this.url}/scenario/${act}`, {
      method: 'POST',
      ...(bare ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) {
      throw await refusal(response);
    }
  }
}

const refusalSchema = z.object({ error: z.object({ message: z.string() }) });

/** The sandbox is not a Backstage backend: its errors have a shape of their own. */
async function refusal(response: Response): Promise<Error> {
  const read = refusalSchema.safeParse(await response.json().catch(() => undefined));
  const message = read.success ? read.data.error.message : `it answered ${response.status}`;
  return response.status < 500 ? new InputError(message) : new ServiceUnavailableError(message);
}
