/** What an instance class has, as its name tells. */
export interface InstanceClass {
  vcpus: number;
  memoryBytes: number;
  /** Bytes that an Aurora member has for sorts, temporary tables and logs, where that is known of its class. */
  localBytes?: number;
}

const GIB = 1024 ** 3;

/** vCPUs by size: the same in every family since the fourth generation (RDS User Guide, "DB instance classes"). */
const sizes: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
};

/** GiB for each vCPU by family letter; burstable ones below are in a table of their own. */
const families: Readonly<Record<string, number>> = { m: 4, c: 2, r: 8, x: 16, z: 8 };

const burstable: Readonly<Record<string, InstanceClass>> = {
  micro: { vcpus: 2, memoryBytes: GIB },
  small: { vcpus: 2, memoryBytes: 2 * GIB },
  medium: { vcpus: 2, memoryBytes: 4 * GIB },
  large: { vcpus: 2, memoryBytes: 8 * GIB },
  xlarge: { vcpus: 4, memoryBytes: 16 * GIB },
  '2xlarge': { vcpus: 8, memoryBytes: 32 * GIB },
};

/** `undefined` for what is not understood (`db.serverless`, a new family). */
export function instanceClassOf(name: string | undefined): InstanceClass | undefined {
  const [, letter = '', size = ''] = /^db\.([a-z])[a-z0-9-]*\.([0-9a-z]+)$/.exec(name ?? '') ?? [];
  if (letter === 't') {
    return burstable[size];
  }
  const times = /^(\d+)xlarge$/.exec(size);
  const vcpus = times ? Number(times[1]) * 4 : sizes[size];
  const perVcpu = families[letter];
  return vcpus === undefined || perVcpu === undefined
    ? undefined
    : classOf(letter, vcpus, vcpus * perVcpu * GIB);
}

/** Memory-optimised classes have about twice their memory (Aurora User Guide, "Temporary storage limits for Aurora PostgreSQL"). */
const LOCAL_FOR_MEMORY = 63 / 32;

function classOf(letter: string, vcpus: number, memoryBytes: number): InstanceClass {
  return { vcpus, memoryBytes, ...(letter === 'r' && { localBytes: memoryBytes * LOCAL_FOR_MEMORY }) };
}

/**
 * The default parameter group's `max_connections` of PostgreSQL: LEAST(DBInstanceClassMemory / 9531392, 5000). That
 * memory is what is left when the system has taken its part, about 92 % of the class's.
 */
export function maxConnectionsOf({ memoryBytes }: InstanceClass): number {
  return Math.min(Math.floor((memoryBytes * 0.92) / 9_531_392), 5_000);
}
