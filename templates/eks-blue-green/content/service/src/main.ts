import { Metrics } from './metrics.ts';
import { createService } from './server.ts';
import { closeServer } from './shutdown.ts';
{% if values.database %}
import { Database } from './database.ts';
{% endif %}

/** Less than the pod's grace period, of which the load balancer has taken 15 s before. */
const PATIENCE_MS = 20_000;

let stopping = false;
{% if values.database %}
const database = new Database(process.env.DATABASE_URL_FILE ?? '/vault/secrets/database-url');
{% endif %}
const server = createService({
  metrics: new Metrics(),
{% if values.database %}
  checks: { database: () => database.check() },
{% else %}
  checks: {},
{% endif %}
  isStopping: () => stopping,
});

server.listen(Number(process.env.PORT ?? 8080), () => console.log('listening on', server.address()));

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    stopping = true;
    console.log(`${signal}: no new requests`);
    void closeServer(server, PATIENCE_MS){% if values.database %}.then(() => database.close()){% endif %};
  });
}
