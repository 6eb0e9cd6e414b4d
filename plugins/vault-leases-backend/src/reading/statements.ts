import type { Statements } from '@greenroom/plugin-vault-leases-common';

const HIDDEN = '…';

/** In quotes of one kind, or between dollars; also what is never closed. */
const quoted = /'(?:[^']|'')*(?:'|$)|"[^"]*(?:"|$)|\$(\w*)\$[\s\S]*?(?:\$\1\$|$)/g;
/** A placeholder of Vault and nothing besides. */
const placeholder = /^['"]\{\{\w+\}\}['"]$/;
/** What stands before a name: after anything else double quotes may hold a password, as they do in MySQL. */
const beforeName =
  /\b(?:to|from|on|role|user|schema|tables?|database|in|exists|group|function|sequences?)\s+$/i;

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
  // Whether a backslash escapes a quote is up to the database: nobody can tell where a literal ends.
  const first = statement.search(/['"$]/);
  if (statement.includes('\\') && first >= 0) {
    return `${statement.slice(0, first)}${HIDDEN}`;
  }
  return statement.replace(quoted, (literal: string, _tag: string | undefined, at: number) => {
    const isName = literal.startsWith('"') && beforeName.test(statement.slice(0, at));
    if (placeholder.test(literal) || isName) {
      return literal;
    }
    const quote = literal.startsWith('$') ? '$$' : literal.charAt(0);
    return `${quote}${HIDDEN}${quote}`;
  });
}
