/** A refusal as Vault words it: the texts of `errors`, in its own punctuation. */
export class VaultError extends Error {
  override readonly name = 'VaultError';

  constructor(
    readonly status: number,
    readonly errors: readonly string[] = [],
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(errors.join('; '));
  }

  /** What an engine refuses because of what was sent. */
  static badRequest(text: string): VaultError {
    return new VaultError(400, [text]);
  }

  /** Nothing of that name: Vault says no word. */
  static notFound(): VaultError {
    return new VaultError(404);
  }

  /** Of a token that is absent, ended or none of ours. */
  static noToken(): VaultError {
    return new VaultError(403, ['permission denied']);
  }

  /** Of a live token without the right: the only way to tell it from a dead one is this punctuation. */
  static forbidden(): VaultError {
    return new VaultError(403, [counted('permission denied')]);
  }

  static unsupportedPath(): VaultError {
    return new VaultError(404, [counted('unsupported path')]);
  }

  static unsupportedOperation(): VaultError {
    return new VaultError(405, [counted('unsupported operation')]);
  }
}

/** One error as Go's `multierror` prints it. */
export function counted(text: string): string {
  return `1 error occurred:\n\t* ${text}\n\n`;
}
