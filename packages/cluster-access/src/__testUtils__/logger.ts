import type { LoggerService } from '@backstage/backend-plugin-api';

/** Keeps every line, to be searched for what must not be there. */
export function keepingLogger(lines: string[] = []): LoggerService & { lines: string[] } {
  const keep = (message: string) => void lines.push(message);
  const logger = {
    lines,
    error: (message: string, meta?: unknown) =>
      keep(`${message} ${meta instanceof Error ? meta.message : ''}`),
    warn: keep,
    info: keep,
    debug: keep,
    child: () => logger,
  };
  return logger;
}
