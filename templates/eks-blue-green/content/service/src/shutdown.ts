import type { Server } from 'node:http';
import { once } from 'node:events';

/** Takes no new connections, answers what is under way, and then cuts off what still hangs. */
export async function closeServer(server: Server, patienceMs: number): Promise<void> {
  const closed = once(server, 'close');
  server.close();
  const timer = setTimeout(() => server.closeAllConnections(), patienceMs);
  await closed;
  clearTimeout(timer);
}
