import type { AwsPlan } from '../../aws/world/plans';
import { conduitDb } from './conduitDb';
import { shopAurora, shopAuroraReplica } from './shopAurora';
import { whaleDb } from './whaleDb';

/** Who of the five stacks is at AWS, in whose account, and which databases are there. */
export const stacksAws: AwsPlan = {
  accounts: [
    { id: '402917760021', name: 'storefront', databases: [shopAurora, shopAuroraReplica] },
    { id: '518834609275', name: 'conduit', databases: [conduitDb] },
    { id: '730335281946', name: 'whale', databases: [whaleDb] },
  ],
};
