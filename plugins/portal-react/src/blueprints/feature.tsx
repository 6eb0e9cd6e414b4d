import type { Entity } from '@backstage/catalog-model';
import {
  ApiBlueprint,
  type ApiRef,
  fetchApiRef,
  PageBlueprint,
  type RouteRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint, EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR } from '@greenroom/plugin-portal-common';
import type { ComponentType, JSX, ReactElement } from 'react';
import { Http } from '../api/Http';
import type { UseServiceNotes } from '../notes/ServiceNote';
import { HomeSectionBlueprint } from './HomeSectionBlueprint';
import { ServiceNoteBlueprint } from './ServiceNoteBlueprint';

/** Loads a component when it is needed: `async () => (await import('./components/X')).X`. */
type Load = () => Promise<ComponentType>;

function drawn(load: Load): () => Promise<JSX.Element> {
  return async () => {
    const Component = await load();
    return <Component />;
  };
}

/** A feature's requests to its backend. */
export function featureApi<Api, const Name extends string | undefined = undefined>(options: {
  name?: Name;
  ref: ApiRef<Api>;
  make: (http: Http) => Api & {};
}) {
  const { name, ref, make } = options;
  return ApiBlueprint.make({
    name,
    params: define =>
      define({
        api: ref,
        deps: { fetchApi: fetchApiRef },
        factory: ({ fetchApi }) => make(new Http(fetchApi)),
      }),
  });
}

/** A page that draws its own head. */
export function featurePage<const Name extends string | undefined = undefined>(options: {
  name?: Name;
  path: string;
  title: string;
  icon: ReactElement;
  routeRef: RouteRef;
  load: Load;
}) {
  const { name, load, ...params } = options;
  return PageBlueprint.make({ name, params: { ...params, noHeader: true, loader: drawn(load) } });
}

/** A tab of a service's page: a `ServiceTab`. */
export function serviceTab<const Name extends string>(options: {
  name: Name;
  path: string;
  title: string;
  filter: (entity: Entity) => boolean;
  load: Load;
}) {
  const { name, load, ...params } = options;
  return EntityContentBlueprint.make({ name, params: { ...params, loader: drawn(load) } });
}

/** A card on a service's overview: a `ServiceCard`. */
export function serviceCard<const Name extends string>(options: {
  name: Name;
  filter: (entity: Entity) => boolean;
  load: Load;
}) {
  const { name, load, filter } = options;
  return EntityCardBlueprint.make({ name, params: { type: 'content', filter, loader: drawn(load) } });
}

/** A section of Home; `order`: the smallest is first. */
export function homeSection<const Name extends string>(options: {
  name: Name;
  title: string;
  order: number;
  load: Load;
}) {
  const { name, load, ...params } = options;
  return HomeSectionBlueprint.make({ name, params: { ...params, loader: drawn(load) } });
}

/**
 * What a feature says of each service in a list of services: a column of `My services`. `load` brings a hook, which
 * follows one topic for all of them. Orders, revision 10, database 20, lease 30.
 */
export function serviceNotes<const Name extends string>(options: {
  name: Name;
  title: string;
  order: number;
  load: () => Promise<UseServiceNotes>;
}) {
  const { name, ...params } = options;
  return ServiceNoteBlueprint.make({ name, params });
}

/** Services that say how they are found in clusters. */
export function runsInClusters({ metadata: { annotations = {} } }: Entity): boolean {
  return [KUBERNETES_ID, KUBERNETES_LABEL_SELECTOR].some(annotation => annotations[annotation] !== undefined);
}
