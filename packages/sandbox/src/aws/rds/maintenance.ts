import type { QueryOperation } from '../Operation';
import type { AwsRegion } from '../world/AwsRegion';
import type { MaintenancePlan } from '../world/plans';
import { items, type XmlObject } from '../wire/xml';
import { type FilterValues, filtered } from './filters';
import { pageOf } from './paging';

interface Pending {
  arn: string;
  kind: 'cluster' | 'db';
  id: string;
  due: number;
  plan: MaintenancePlan;
}

const day = 86_400_000;

const filters: FilterValues<Pending> = {
  'db-cluster-id': ({ kind, id }) => (kind === 'cluster' ? id : undefined),
  'db-instance-id': ({ kind, id }) => (kind === 'db' ? id : undefined),
};

/** What will be done to databases by itself on a day to come. */
export const describePendingMaintenanceActions: QueryOperation = {
  answer(form, { region }) {
    const name = form.text('ResourceIdentifier');
    const all = pendingIn(region).filter(({ arn }) => name === undefined || arn === name);
    const found = filtered(form, all, filters);
    const { page, marker } = pageOf(form, found, ({ arn }) => arn);
    const shapes = page.map(actionsShape);
    return { PendingMaintenanceActions: items('ResourcePendingMaintenanceActions', shapes), Marker: marker };
  },
};

function pendingIn({ clusters, databases, arn, startedAt }: AwsRegion): Pending[] {
  const all = [
    ...clusters.map(({ id, plan }) => ({ kind: 'cluster', id, plan }) as const),
    ...databases.map(({ instance, plan }) => ({ kind: 'db', id: instance.id, plan }) as const),
  ];
  return all
    .flatMap(({ kind, id, plan: { maintenance } }) =>
      maintenance
        ? [{ arn: arn(kind, id), kind, id, due: startedAt + maintenance.dueInDays * day, plan: maintenance }]
        : [],
    )
    .sort((one, other) => (one.arn < other.arn ? -1 : 1));
}

function actionsShape({ arn, due, plan }: Pending): XmlObject {
  const action = {
    Action: plan.action,
    AutoAppliedAfterDate: new Date(due),
    CurrentApplyDate: new Date(due),
    Description: plan.description,
  };
  return {
    ResourceIdentifier: arn,
    PendingMaintenanceActionDetails: items('PendingMaintenanceAction', [action]),
  };
}
