import type { AwsWorld } from '../../aws/world/AwsWorld';
import type { ScaledClock } from '../../clock/ScaledClock';
import { Agenda } from '../Agenda';
import { shopAurora } from './shopAurora';
import { whaleDb } from './whaleDb';

const minute = 60;
const failoverEvery = 20 * minute;
const backupEvery = 30 * minute;
/** Every third backup of whale fails. */
const failing = 3;

/** What happens to databases at AWS as time goes on: a failover every twenty minutes, and backups that sometimes fail. */
export class AwsDay {
  readonly agenda: Agenda;
  private backups = 0;

  constructor(
    clock: ScaledClock,
    private readonly world: AwsWorld,
  ) {
    this.agenda = new Agenda(clock);
  }

  start(): void {
    this.planFailover(5 * minute);
    this.planBackup(12 * minute);
  }

  stop(): void {
    this.agenda.clear();
  }

  private planFailover(seconds: number): void {
    this.agenda.plan(seconds, `failover of ${shopAurora.id}`, () => {
      this.planFailover(failoverEvery);
      const { id } = this.region(shopAurora.region).cluster(shopAurora.id).failover();
      return `${shopAurora.id} fails over to ${id}.`;
    });
  }

  private planBackup(seconds: number): void {
    this.agenda.plan(seconds, `backup of ${whaleDb.id}`, () => {
      this.planBackup(backupEvery);
      this.backups += 1;
      const fails = this.backups % failing === 2;
      this.region(whaleDb.region).database(whaleDb.id).backUp(fails);
      return `A backup of ${whaleDb.id} was begun${fails ? ', and will fail' : ''}.`;
    });
  }

  private region(name: string) {
    const account = this.world.accounts.find(({ regions }) => regions.includes(name));
    return this.world.region(account?.id ?? '', name);
  }
}
