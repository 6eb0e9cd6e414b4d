import { readFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import { AwsSource } from './aws/AwsSource';
import type { DatabaseSource } from './DatabaseSource';
import type { Login } from './postgres/PostgresClient';
import { PostgresSource } from './postgres/PostgresSource';
import type { SampleStore } from './postgres/samples/SampleStore';
import { namedEntities } from './reading/namedEntities';
import type { ThresholdTable } from './reading/thresholds';
import type { SourceClock } from './sourceClock';
import { type AwsEntry, type PostgresEntry, readSourcesConfig } from './sourcesConfig';

export interface SourceDeps {
  credentials: AwsCredentialsManager;
  clock: SourceClock;
  samples: SampleStore;
}

/**
 * Everything that databases are read from, as configured. Nothing is asked yet.
 * @throws InputError naming the key that is wrong
 */
export function readSources(config: Config, deps: SourceDeps): DatabaseSource[] {
  const { aws, postgres, thresholds } = readSourcesConfig(config);
  return [
    ...aws.map(entry => awsSource(entry, thresholds, deps)),
    ...postgres.map((entry, i) => postgresSource(entry, passwordOf(config, entry, i), thresholds, deps)),
  ];
}

function awsSource(entry: AwsEntry, thresholds: ThresholdTable, deps: SourceDeps): AwsSource {
  const { account, region, endpoint, identifiers, tags, entityTag, ownerTag, dollarsPerThousandMetrics } =
    entry;
  return new AwsSource({
    place: { account, region, ...(endpoint !== undefined && { endpoint }) },
    selection: { ...(identifiers && { identifiers }), ...(tags && { tags }) },
    credentials: deps.credentials,
    clock: deps.clock,
    thresholds,
    ...(entityTag !== undefined && { entityTag }),
    ...(ownerTag !== undefined && { ownerTag }),
    ...(dollarsPerThousandMetrics !== undefined && { dollarsPerThousandMetrics }),
  });
}

const GIB = 1024 ** 3;

function postgresSource(
  { name, place, members, pools, entities, owner, user, database, tls, volumeGiB }: PostgresEntry,
  password: Login['password'],
  thresholds: ThresholdTable,
  { clock, samples }: SourceDeps,
): PostgresSource {
  const [ownerRef] = namedEntities(owner, 'group');
  return new PostgresSource({
    configured: {
      name,
      place,
      members,
      pools,
      entities: namedEntities(entities.join(' ')),
      ...(ownerRef !== undefined && { owner: ownerRef }),
      ...(volumeGiB !== undefined && { volumeBytes: volumeGiB * GIB }),
    },
    login: { user, database, password, tls: tlsOf(tls) },
    thresholds,
    now: () => clock.now(),
    samples,
  });
}

/** Anew at each login: a password in a file or behind `$file` changes while the portal runs. */
function passwordOf(config: Config, { passwordFile }: PostgresEntry, i: number): Login['password'] {
  return async () => {
    if (passwordFile !== undefined) {
      return (await readFile(passwordFile, 'utf8')).trim();
    }
    return config.getConfigArray('databases.postgres')[i]?.getString('password') ?? '';
  };
}

function tlsOf(tls: PostgresEntry['tls']): Login['tls'] {
  return (
    tls && {
      rejectUnauthorized: !tls.skipVerify,
      ...(tls.caFile !== undefined && { ca: readFileSync(tls.caFile, 'utf8') }),
      ...(tls.servername !== undefined && { servername: tls.servername }),
    }
  );
}
