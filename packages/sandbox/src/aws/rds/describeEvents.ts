import { AwsError, invalidParameter } from '../AwsError';
import type { QueryOperation } from '../Operation';
import { backupEvents } from '../world/backupsOf';
import { eventRetention, type RdsEvent } from '../world/EventLog';
import type { QueryForm } from '../wire/QueryForm';
import { items } from '../wire/xml';
import { pageOf } from './paging';

const sourceTypes = [
  'db-instance',
  'db-parameter-group',
  'db-security-group',
  'db-snapshot',
  'db-cluster',
  'db-cluster-snapshot',
  'custom-engine-version',
  'db-proxy',
  'blue-green-deployment',
];

/** Oldest first. Events have no id here: only those that RDS sends elsewhere have one. */
export const describeEvents: QueryOperation = {
  answer(form, { region, now }) {
    const { start, end } = rangeOf(form, now);
    const { type, source } = sourceOf(form);
    const categories = form.texts('EventCategories.EventCategory');
    const told = [
      ...region.events.between(start, end),
      ...backupEvents(region, now.getTime()).filter(({ at }) => at >= start && at < end),
    ];
    const found = told
      .filter(event => type === undefined || event.sourceType === type)
      .filter(event => source === undefined || event.source === source)
      .filter(event => categories.length === 0 || event.categories.some(each => categories.includes(each)))
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
    const { page, marker } = pageOf(form, found, keyOf);
    return { Marker: marker, Events: items('Event', page.map(eventShape)) };
  },
};

function rangeOf(form: QueryForm, now: Date): { start: number; end: number } {
  const minutes = form.integer('Duration') ?? 60;
  const end = form.date('EndTime')?.getTime() ?? now.getTime() + 1;
  const start = form.date('StartTime')?.getTime() ?? end - minutes * 60_000;
  if (minutes < 1 || minutes > 20_160) throw invalidParameter(`Invalid value ${minutes} for Duration.`);
  if (start > end) throw invalidParameter('The start time must be before the end time.');
  return { start: Math.max(start, now.getTime() - eventRetention), end };
}

function sourceOf(form: QueryForm): { type?: string; source?: string } {
  const [type, source] = [form.text('SourceType'), form.text('SourceIdentifier')];
  if (type !== undefined && !sourceTypes.includes(type)) {
    throw invalidParameter(`Invalid source type: ${type}`);
  }
  if (source !== undefined && type === undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter SourceType must be provided if SourceIdentifier is.',
    );
  }
  return { type, source };
}

function keyOf({ at, source, message }: RdsEvent): string {
  return `${new Date(at).toISOString()} ${source} ${message}`;
}

function eventShape({ at, source, sourceType, sourceArn, categories, message }: RdsEvent) {
  return {
    SourceIdentifier: source,
    SourceType: sourceType,
    Message: message,
    EventCategories: items('EventCategory', categories),
    Date: new Date(at),
    SourceArn: sourceArn,
  };
}
