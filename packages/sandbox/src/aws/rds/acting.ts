import { AwsError } from '../AwsError';
import type { QueryOperation } from '../Operation';
import { clusterShape } from './clusterShape';
import { instanceShape } from './instanceShape';

export const failoverDBCluster: QueryOperation = {
  writes: true,
  resource: (form, { region }) => region.arn('cluster', form.required('DBClusterIdentifier')),
  answer(form, { region, now }) {
    const cluster = region.cluster(form.required('DBClusterIdentifier'));
    cluster.failover(form.text('TargetDBInstanceIdentifier')?.toLowerCase());
    return { DBCluster: clusterShape(cluster, region, now) };
  },
};

export const rebootDBInstance: QueryOperation = {
  writes: true,
  resource: (form, { region }) => region.arn('db', form.required('DBInstanceIdentifier')),
  answer(form, { region, now }) {
    const instance = region.instance(form.required('DBInstanceIdentifier'));
    const forced = form.flag('ForceFailover');
    if (forced && instance.standbyZone === undefined) {
      throw new AwsError(
        'InvalidParameterCombination',
        'ForceFailover can only be used with Multi-AZ DB instances.',
      );
    }
    const database = region.databases.find(each => each.instance === instance);
    if (database) database.reboot(forced);
    else instance.cluster?.reboot(instance);
    return { DBInstance: instanceShape(instance, region, now) };
  },
};
