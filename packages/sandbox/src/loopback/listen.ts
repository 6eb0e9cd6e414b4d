import type { Server } from 'node:net';
import { SandboxError } from '../SandboxError';

const reasons: Record<string, string> = {
  EADDRINUSE: 'is taken by another program',
  EACCES: 'may not be opened by this user',
};

/**
 * Listens on 127.0.0.1 and nowhere else; port 0 takes any free one. Returns the port.
 *
 * @throws SandboxError when the port cannot be had, saying which and for what.
 */
export function listenOnLoopback(server: Server, port: number, what: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => {
      const reason = reasons[error.code ?? ''] ?? `cannot be opened: ${error.message}`;
      reject(new SandboxError(`Port ${port}, wanted for ${what}, ${reason}.`));
    };
    server.once('error', onError);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

/** Ends a server at once, with every connection it has: nobody waits for a keep-alive. */
export function closeServer(server: Server & { closeAllConnections?: () => void }): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
}
