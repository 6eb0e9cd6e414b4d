import { type Arguments, readArguments } from './arguments';
import type { AwsTarget } from './aws/AwsTarget';
import { type Check, NotRun, programs, UsageError } from './Check';
import { awsChecks } from './checks/aws';
import { databasesAwsChecks } from './checks/databases/aws';
import { databasesPostgresChecks } from './checks/databases/postgres';
import { postgresChecks } from './checks/postgres';
import { leasesChecks } from './checks/leases';
import { vaultChecks } from './checks/vault';
import type { PostgresCheck } from './postgres/PostgresTarget';
import { runPostgres } from './postgres/runPostgres';
import { type Result, run } from './run';
import { runInOrder } from './runInOrder';
import { checks as all } from './suite';
import { awsMoto } from './targets/awsMoto';
import { awsSandbox } from './targets/awsSandbox';
import { postgresReal } from './targets/postgresReal';
import { postgresSandbox } from './targets/postgresSandbox';
import { realTarget } from './targets/real';
import { sandboxTarget } from './targets/sandbox';
import { vaultReal } from './targets/vaultReal';
import { vaultSandbox } from './targets/vaultSandbox';
import { isExecutable, onPath, type ToolPaths, versionOf } from './tools/Tools';
import { runVault } from './vault/runVault';

const NOT_RUN = 3;

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  const checks = all.filter(check => check.id.includes(args.only ?? '') && isFor(args.target, check));
  const databases = [...postgresChecks, ...databasesPostgresChecks].filter(({ id }) =>
    id.includes(args.only ?? ''),
  );
  return told([
    ...(await clusterResults(args, checks)),
    ...(await postgresResults(args, databases)),
    ...(await awsResults(args)),
    ...(await vaultResults(args)),
  ]);
}

/** What is held against Kubernetes. */
async function clusterResults(args: Arguments, checks: readonly Check[]): Promise<Result[]> {
  if (checks.length === 0) return [];
  const tools = findTools(args);
  try {
    const target =
      args.target === 'sandbox'
        ? await sandboxTarget(args['rollouts-version'])
        : await realTarget(options(args));
    try {
      console.log(await heading(args.target, tools));
      return await run({ target, checks, tools, lanes: args.lanes, onResult: print });
    } finally {
      await target.stop();
    }
  } catch (error) {
    if (!(error instanceof NotRun)) {
      throw error;
    }
    console.log(`not run: the target ${args.target}: ${error.message}`);
    return checks.map(check => ({ check, outcome: 'not run', why: error.message, seconds: 0 }));
  }
}

/** What is held against PostgreSQL and pgpool, which need no cluster. */
async function postgresResults(args: Arguments, checks: readonly PostgresCheck[]): Promise<Result[]> {
  if (checks.length === 0) return [];
  if (args.target === 'real' && args.postgres === undefined) {
    return runPostgres({ target: 'no --postgres was given', checks, onResult: print });
  }
  const target = args.postgres === undefined ? await postgresSandbox() : postgresReal(args.postgres);
  try {
    return await runPostgres({ target, checks, onResult: print });
  } finally {
    await target.stop();
  }
}

/** What is held against AWS's interfaces, which need no cluster. */
async function awsResults({ only = '', target: name, moto }: Arguments): Promise<Result[]> {
  const checks = [...awsChecks, ...databasesAwsChecks].filter(({ id }) => id.includes(only));
  if (checks.length === 0) return [];
  const target = name === 'sandbox' ? await awsSandbox() : await motoOr(moto);
  try {
    return await runInOrder({ target, checks, onResult: print });
  } finally {
    if (typeof target !== 'string') await target.stop();
  }
}

/** What is held against Vault, which needs no cluster. */
async function vaultResults({ only = '', target: name, vault }: Arguments): Promise<Result[]> {
  const checks = [...vaultChecks, ...leasesChecks].filter(({ id }) => id.includes(only));
  if (checks.length === 0) return [];
  if (name === 'real' && vault === undefined) {
    return runVault({ target: 'no --vault was given', checks, onResult: print });
  }
  const target = vault === undefined ? await vaultSandbox() : vaultReal(vault);
  try {
    return await runVault({ target, checks, onResult: print });
  } finally {
    await target.stop();
  }
}

/** Or why there is none. */
async function motoOr(url: string | undefined): Promise<AwsTarget | string> {
  if (url === undefined) return 'no --moto was given';
  try {
    return await awsMoto(url);
  } catch (error) {
    if (error instanceof NotRun) return error.message;
    throw error;
  }
}

/** What has to be broken from within is not asked of a real cluster; the line to it is. */
function isFor(target: Arguments['target'], { needs }: Check): boolean {
  return target === 'sandbox' || !needs?.includes('faults');
}

function options(args: Arguments) {
  const { kubeconfig, context } = args;
  return {
    kubeconfig,
    context,
    metricsHost: args['metrics-host'],
    rolloutsUser: args['rollouts-user'],
    rolloutsVersion: args['rollouts-version'],
  };
}

function findTools(args: Arguments): ToolPaths {
  const { PATH = '', GREENROOM_KUBECTL, GREENROOM_ROLLOUTS_CLI } = process.env;
  return {
    kubectl: usable(args.kubectl ?? GREENROOM_KUBECTL) ?? onPath('kubectl', PATH),
    rolloutsCli:
      usable(args['rollouts-cli'] ?? GREENROOM_ROLLOUTS_CLI) ?? onPath('kubectl-argo-rollouts', PATH),
    programs: programs.filter(name => onPath(name, PATH) !== undefined),
  };
}

function usable(file: string | undefined): string | undefined {
  if (file !== undefined && !isExecutable(file)) {
    throw new UsageError(`${file} is no program`);
  }
  return file;
}

async function heading(target: string, { kubectl, rolloutsCli }: ToolPaths): Promise<string> {
  const cli = rolloutsCli ? await versionOf(rolloutsCli, ['version', '--short']) : 'none';
  const client = kubectl ? await versionOf(kubectl, ['version', '--client']) : 'none';
  return `target ${target}; kubectl ${client}, kubectl-argo-rollouts ${cli}\n`;
}

function print({ check, outcome, why, seconds }: Result): void {
  const word = { passed: 'ok     ', failed: 'FAILED ', 'not run': 'not run' }[outcome];
  const reason = why ? `\n${why.replace(/^/gm, '          ')}` : '';
  console.log(`${word} ${check.id.padEnd(34)} ${check.title} (${seconds.toFixed(1)} s)${reason}`);
}

function told(results: Result[]): number {
  const count = (outcome: Result['outcome']) => results.filter(result => result.outcome === outcome).length;
  const [passed, failed, notRun] = [count('passed'), count('failed'), count('not run')];
  console.log(`\n${passed} passed, ${failed} failed, ${notRun} not run`);
  if (failed > 0) {
    return 1;
  }
  return notRun > 0 ? NOT_RUN : 0;
}

main().then(
  code => process.exit(code),
  error => {
    console.error(error instanceof UsageError ? error.message : error);
    process.exit(error instanceof UsageError ? 2 : 1);
  },
);
