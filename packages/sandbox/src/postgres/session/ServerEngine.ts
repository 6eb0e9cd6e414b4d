import { PostgresError } from '../PostgresError';
import { accountsOf } from '../catalogue/accounts';
import type { Asking } from '../catalogue/Asking';
import { databasesOf } from '../catalogue/databaseViews';
import { Settings } from '../catalogue/Settings';
import type { PostgresCluster } from '../model/PostgresCluster';
import type { PostgresNode } from '../model/PostgresNode';
import type { Grammar } from '../sql/parse';
import type { Engine, Session, Startup } from '../wire/Session';
import { LiveSession } from './LiveSession';
import { ServerSession } from './ServerSession';

export interface ServerEngineOptions {
  node: PostgresNode;
  /** Known when every member is made. */
  cluster: () => PostgresCluster;
  /** Of accounts that clients have one for. */
  passwordOf(user: string): string | undefined;
  grammar(): Promise<Grammar>;
  slowness(): number;
}

const notOurs = ['user', 'database', 'options', 'replication'];

/** One PostgreSQL server behind the wire: who may sign in, and their sessions. */
export class ServerEngine implements Engine {
  constructor(private readonly options: ServerEngineOptions) {}

  passwordOf(user: string): string | undefined {
    return this.options.passwordOf(user);
  }

  /** @throws PostgresError 3D000, 53300, 42704, all of them FATAL */
  async open(startup: Startup): Promise<Session> {
    const { node } = this.options;
    const grammar = await this.options.grammar();
    const cluster = this.options.cluster();
    const { plan } = cluster.options;
    const { user, database, client, processId } = startup;
    if (!databasesOf(plan).some(({ name }) => name === database && name !== 'template0')) {
      throw PostgresError.fatal('3D000', `database "${database}" does not exist`);
    }
    this.refuseWhenFull(plan.maxConnections);
    const settings = sessionSettings(this.serverSettings(cluster, user), startup);
    const application = () => settings.get('application_name').value;
    const live = new LiveSession({
      pid: processId,
      user,
      database,
      application,
      client,
      now: () => node.now(),
    });
    node.live.set(processId, live);
    const asking = this.asking({ startup, settings, cluster, live });
    const close = () => node.live.delete(processId);
    return new ServerSession({ asking, live, grammar, slowness: this.options.slowness, close });
  }

  private asking({
    startup: { user, database, client, processId },
    settings,
    cluster,
    live,
  }: {
    startup: Startup;
    settings: Settings;
    cluster: PostgresCluster;
    live: LiveSession;
  }): Asking {
    const { node } = this.options;
    const { moments } = node.options;
    const account = accountsOf(cluster.options.plan, node.options).find(({ name }) => name === user);
    if (!account) throw PostgresError.fatal('28000', `role "${user}" does not exist`);
    return {
      node,
      cluster,
      account,
      database,
      processId,
      settings,
      client,
      transactionTime: () => moments.stamp(live.transactionTime),
      clockTime: () => moments.stamp(node.now()),
    };
  }

  /** The last three are a superuser's. */
  private refuseWhenFull(most: number): void {
    const taken = this.options.node.clients().length;
    if (taken >= most) throw PostgresError.fatal('53300', 'sorry, too many clients already');
    if (taken >= most - 3) {
      const said = 'remaining connection slots are reserved for non-replication superuser connections';
      throw PostgresError.fatal('53300', said);
    }
  }

  private serverSettings(cluster: PostgresCluster, user: string): Settings {
    const { node } = this.options;
    const { plan, primary } = { plan: cluster.options.plan, primary: cluster.primary };
    const settings = new Settings({ max_connections: String(plan.maxConnections), ...plan.settings });
    const known: Record<string, string> = {
      cluster_name: node.name,
      port: String(node.port),
      session_authorization: user,
      in_hot_standby: node.inRecovery ? 'on' : 'off',
      primary_conninfo:
        node.inRecovery && primary ? `user=repmgr host=127.0.0.1 port=${primary.server.port}` : '',
    };
    for (const [name, value] of Object.entries(known)) settings.know(name, value);
    return settings;
  }
}

/** @throws PostgresError `FATAL` for a setting that there is not */
function sessionSettings(settings: Settings, { parameters }: Startup): Settings {
  const given = Object.entries(parameters).filter(([name]) => !notOurs.includes(name));
  try {
    settings.begin(Object.fromEntries([...optionsOf(parameters.options ?? ''), ...given]));
    return settings;
  } catch (error) {
    if (!(error instanceof PostgresError)) throw error;
    throw PostgresError.fatal(error.code, error.message);
  }
}

/** `-c name=value` and `--name=value`; a backslash keeps a space. */
function optionsOf(text: string): [string, string][] {
  const words = [...text.matchAll(/(?:[^\s\\]|\\.)+/g)].map(([word]) => word.replaceAll(/\\(.)/g, '$1'));
  return words.flatMap((word, index): [string, string][] => {
    const told = word === '-c' ? words[index + 1] : /^(?:--|-c)(.+=.*)$/.exec(word)?.[1];
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(told ?? '') ?? [];
    return name === undefined || value === undefined ? [] : [[name.replaceAll('-', '_'), value]];
  });
}
