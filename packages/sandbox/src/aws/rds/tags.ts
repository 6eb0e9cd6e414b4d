import { invalidParameter } from '../AwsError';
import type { QueryOperation } from '../Operation';
import { tagList } from './tagList';

export const listTagsForResource: QueryOperation = {
  answer(form, { region }) {
    const name = form.required('ResourceName');
    const [, kind, id] = /^arn:aws:rds:[a-z0-9-]+:\d{12}:(cluster|db):([^:]+)$/.exec(name) ?? [];
    if (id === undefined) throw invalidParameter(`Invalid resource name: ${name}`);
    const { plan } = kind === 'cluster' ? region.cluster(id) : region.instance(id);
    return { TagList: tagList(plan.tags) };
  },
};
