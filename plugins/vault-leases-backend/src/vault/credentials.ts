import { readFile } from 'node:fs/promises';
import type { IdentityEntry } from '../sourcesConfig';
import { readAnswer, secretIdAnswer, wrappingAnswer } from './answers';
import { type Fault, VaultFault } from './faults';
import type { Told } from './VaultClient';

/** What a login sends, made anew for each. */
export interface Credentials {
  /** Of the login: `auth/kubernetes/login`. */
  path: string;
  /** What a person calls it: `the viewer, by AppRole`. */
  title: string;
  /**
   * The body of the login.
   * @throws VaultFault `credentials` for a file that can not be read, `wrapping` for a secret id that somebody else has opened
   */
  body(post: Post): Promise<object>;
}

/** @param token nobody's where it is left out */
export type Post = (path: string, body: object, token?: string) => Promise<Told>;

export function credentialsOf({ kubernetes, appRole }: IdentityEntry): Credentials {
  if (kubernetes) {
    const { mount, role, tokenFile } = kubernetes;
    return {
      path: `auth/${mount}/login`,
      title: `the Kubernetes role ${role}`,
      body: async () => ({ role, jwt: await secretIn(tokenFile, 'tokenFile') }),
    };
  }
  if (appRole) {
    return appRoleCredentials(appRole);
  }
  throw new VaultFault({ kind: 'credentials', text: 'has no login configured' });
}

type AppRole = NonNullable<IdentityEntry['appRole']>;

function appRoleCredentials(appRole: AppRole): Credentials {
  const { mount, roleId, roleIdFile, secretIdFile, isWrapped } = appRole;
  const unwrapped = new Unwrapped(mount);
  return {
    path: `auth/${mount}/login`,
    title: 'its AppRole',
    body: async post => {
      const held = await secretIn(secretIdFile, 'secretIdFile');
      return {
        role_id: roleId ?? (await secretIn(roleIdFile ?? '', 'roleIdFile')),
        secret_id: isWrapped ? await unwrapped.open(held, post) : held,
      };
    },
  };
}

const opened: Fault = {
  kind: 'wrapping',
  text: 'does not open the wrapped secret id: it has ended, or somebody else has opened it',
  cure: 'Treat it as stolen until you know better: destroy that secret id, and deliver a new one in secretIdFile.',
};
const foreign: Fault = {
  kind: 'wrapping',
  text: 'wraps something else than a secret id of this AppRole in secretIdFile',
  cure: 'Somebody may have put it there: deliver a new one, and find out who wrote that file.',
};

/** A secret id that was delivered wrapped: it is opened once, and a token that does not open is not tried again. */
class Unwrapped {
  readonly #mount: string;
  #token: string | undefined;
  #secretId: string | undefined;
  #fault: Fault | undefined;

  constructor(mount: string) {
    this.#mount = mount;
  }

  async open(token: string, post: Post): Promise<string> {
    if (token !== this.#token) {
      this.#fault = undefined;
      this.#secretId = undefined;
    }
    if (this.#fault) {
      throw new VaultFault(this.#fault);
    }
    this.#secretId ??= await this.#unwrap(token, post);
    this.#token = token;
    return this.#secretId;
  }

  async #unwrap(token: string, post: Post): Promise<string> {
    const about = await post('sys/wrapping/lookup', { token });
    if (about.status === 200 && !this.#isOurs(readAnswer(about, wrappingAnswer))) {
      return this.#refuse(token, foreign);
    }
    const told = about.status === 200 ? await post('sys/wrapping/unwrap', {}, token) : about;
    if (told.status >= 400 && told.status < 500 && told.status !== 429) {
      return this.#refuse(token, opened);
    }
    return readAnswer(told, secretIdAnswer);
  }

  #isOurs(creationPath: string): boolean {
    const [before = '', after] = creationPath.split(`auth/${this.#mount}/role/`);
    const isOfNamespace = before === '' || before.endsWith('/');
    return isOfNamespace && after !== undefined && /^[^/]+\/secret-id$/.test(after);
  }

  #refuse(token: string, fault: Fault): never {
    this.#token = token;
    this.#fault = fault;
    throw new VaultFault(fault);
  }
}

async function secretIn(file: string, key: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  if (text.trim() === '') {
    throw new VaultFault({
      kind: 'credentials',
      text: `can not be asked: the file of its ${key} is not there, or is empty`,
      cure: `Check ${key} of this Vault in the configuration, and that the portal may read the file.`,
    });
  }
  return text.trim();
}
