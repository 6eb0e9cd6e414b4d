export type Severity = 'ERROR' | 'FATAL' | 'WARNING';

/** What an error tells beside its message; `position` counts characters of the statement from 1. */
export interface ErrorDetails {
  detail?: string;
  hint?: string;
  position?: number;
  severity?: Severity;
}

/**
 * What PostgreSQL would refuse, with its SQLSTATE and in its words: sent to the client as an ErrorResponse, after which a
 * `FATAL` one ends the connection.
 */
export class PostgresError extends Error {
  override readonly name = 'PostgresError';
  readonly severity: Severity;

  constructor(
    /** SQLSTATE, five characters. */
    readonly code: string,
    message: string,
    readonly details: ErrorDetails = {},
  ) {
    super(message);
    this.severity = details.severity ?? 'ERROR';
  }

  static fatal(code: string, message: string, details: ErrorDetails = {}): PostgresError {
    return new PostgresError(code, message, { ...details, severity: 'FATAL' });
  }
}
