import type { Clock } from '../../clock/Clock';
import { AwsRegion } from './AwsRegion';
import type { AwsPlan } from './plans';

export interface AwsWorldOptions {
  plan: AwsPlan;
  clock: Pick<Clock, 'now' | 'after'>;
  seed: number;
}

/** Every account with what it has in each Region; Regions know nothing of each other. */
export class AwsWorld {
  private readonly regions = new Map<string, AwsRegion>();
  private readonly options: AwsWorldOptions;

  constructor(options: AwsWorldOptions) {
    this.options = options;
    for (const { id, databases } of options.plan.accounts) {
      for (const region of new Set(databases.map(each => each.region))) {
        const here = databases.filter(each => each.region === region);
        this.regions.set(`${id}/${region}`, new AwsRegion(id, region, here, options));
      }
    }
  }

  get accounts(): { id: string; name: string; regions: string[] }[] {
    return this.options.plan.accounts.map(({ id, name, databases }) => ({
      id,
      name,
      regions: [...new Set(databases.map(({ region }) => region))],
    }));
  }

  /** Those that have something. */
  get places(): AwsRegion[] {
    return [...this.regions.values()];
  }

  /** One in which an account has nothing is empty. */
  region(account: string, name: string): AwsRegion {
    const key = `${account}/${name}`;
    const found = this.regions.get(key);
    if (found) return found;
    const { clock, seed } = this.options;
    return new AwsRegion(account, name, [], { clock, seed });
  }
}
