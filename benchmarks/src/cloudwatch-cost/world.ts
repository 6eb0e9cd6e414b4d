const account = '402917760021';
const region = 'eu-central-1';

/** An account whose Region has that many Aurora clusters of a writer and two readers. */
export function auroraFleet(clusters: number) {
  return {
    accounts: [
      { id: account, name: 'fleet', databases: Array.from({ length: clusters }, (_, i) => cluster(i)) },
    ],
  };
}

function cluster(i: number) {
  const id = `fleet-${String(i).padStart(3, '0')}`;
  return {
    kind: 'aurora' as const,
    id,
    region,
    engineVersion: '16.6',
    instanceClass: 'db.r6g.large' as const,
    databaseName: 'fleet',
    tags: { system: 'fleet' },
    retentionDays: 7,
    backupWindow: '01:20-01:50',
    maintenanceWindow: 'tue:02:30-tue:03:00',
    ageDays: 100,
    demand: { mean: 0.4, peakHour: 18, swing: 0.4 },
    volumeGiB: 100,
    members: ['a', 'b', 'c'].map((zone, tier) => ({ id: `${id}-${zone}`, zone: `${region}${zone}`, tier })),
  };
}
