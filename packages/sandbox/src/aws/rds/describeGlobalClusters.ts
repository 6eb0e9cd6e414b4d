import { AwsError } from '../AwsError';
import type { QueryOperation } from '../Operation';
import type { AuroraCluster } from '../world/AuroraCluster';
import { letters } from '../world/DbInstance';
import { items, type XmlObject } from '../wire/xml';
import { pageOf } from './paging';

/** Clusters of several Regions that are copies of one: the same from whichever of them it is asked. */
export const describeGlobalClusters: QueryOperation = {
  answer(form, { region, world }) {
    const clusters = world.places
      .filter(({ account }) => account === region.account)
      .flatMap(place => place.clusters);
    const ids = [...new Set(clusters.flatMap(({ plan }) => plan.global?.id ?? []))].sort();
    const name = form.text('GlobalClusterIdentifier');
    if (name !== undefined && !ids.includes(name)) {
      throw new AwsError('GlobalClusterNotFoundFault', `Global cluster ${name} not found.`, 404);
    }
    const { page, marker } = pageOf(form, name === undefined ? ids : [name], id => id);
    const shapes = page.map(id =>
      globalShape(
        id,
        clusters.filter(({ plan }) => plan.global?.id === id),
      ),
    );
    return { Marker: marker, GlobalClusters: items('GlobalClusterMember', shapes) };
  },
};

function globalShape(id: string, members: readonly AuroraCluster[]): XmlObject {
  const primary = members.find(({ plan }) => !plan.global?.replicaOf) ?? members[0];
  const others = members.filter(member => member !== primary);
  const [account] = /\d{12}/.exec(primary?.arn ?? '') ?? [];
  return {
    GlobalClusterIdentifier: id,
    GlobalClusterResourceId: `cluster-${letters(primary?.key ?? 0, 16).toLowerCase()}`,
    GlobalClusterArn: `arn:aws:rds::${account}:global-cluster:${id}`,
    Status: 'available',
    Engine: 'aurora-postgresql',
    EngineVersion: primary?.plan.engineVersion,
    StorageEncrypted: true,
    DeletionProtection: true,
    GlobalClusterMembers: items(
      'GlobalClusterMember',
      members.map(member => ({
        DBClusterArn: member.arn,
        Readers: items('member', member === primary ? others.map(({ arn }) => arn) : []),
        IsWriter: member === primary,
        GlobalWriteForwardingStatus: 'disabled',
        SynchronizationStatus: 'connected',
      })),
    ),
  };
}
