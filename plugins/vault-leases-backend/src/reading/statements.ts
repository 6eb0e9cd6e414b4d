import type { Statements } from '@greenroom/plugin-vault-leases-common';

const HIDDEN = '…';

/** What may hold a value: quoted once, by dollars, or twice after a word that a password follows. */
const literals =
  /'(?:[^'\\]|''|\\.)*'|\$(\w*)\$[\s\S]*?\$\1\$|(?<=\b(?:password|passwd|pwd|identified\s+by|secret|token)["']?\s*[:=]?\s*)"(?:[^"\\]|\\.)*"/gi;

/** A placeholder of Vault and nothing besides. */
const placeholder = /^['"]?\{\{\w+\}\}['"]?$/;

/** Statements without their literals: somebody may have written a password into them. Placeholders stay. */
export function withoutLiterals(statements: Statements): Statements {
  const cleaned = (list: readonly string[]) => list.map(cleanedStatement);
  return {
    creation: cleaned(statements.creation),
    revocation: cleaned(statements.revocation),
    renewal: cleaned(statements.renewal),
    rollback: cleaned(statements.rollback),
  };
}

export function cleanedStatement(statement: string): string {
  return statement.replace(literals, literal => {
    if (placeholder.test(literal)) {
      return literal;
    }
    const quote = literal.startsWith('$') ? '$$' : (literal[0] ?? '');
    return `${quote}${HIDDEN}${quote}`;
  });
}
