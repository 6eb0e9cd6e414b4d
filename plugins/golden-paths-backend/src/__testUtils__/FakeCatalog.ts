import { createServiceFactory } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { parseAllDocuments } from 'yaml';

/** A catalog that knows entities and locations, and reads what is registered from where it is, without processing it. */
export class FakeCatalog {
  readonly entities = new Map<string, Entity>();
  readonly locations = new Map<string, { id: string; type: string; target: string; entityRef: string }>();
  /** Registering fails so. */
  refuses?: Error;
  /** Nothing is answered. */
  down?: Error;

  constructor(
    entities: readonly Entity[],
    private readonly read: (url: string) => Promise<string | undefined>,
  ) {
    entities.forEach(entity => this.entities.set(stringifyEntityRef(entity), entity));
  }

  factory() {
    const mock = catalogServiceMock.mock({
      getEntityByRef: async ref => {
        this.#mustBeUp();
        return this.entities.get(typeof ref === 'string' ? ref.toLowerCase() : stringifyEntityRef(ref));
      },
      addLocation: async ({ target, dryRun }) => {
        if (this.refuses) {
          throw this.refuses;
        }
        const text = await this.read(target);
        if (text === undefined) {
          throw new NotFoundError(`${target} is not there`);
        }
        const id = `location-${this.locations.size}`;
        const location = { id, type: 'url', target, entityRef: `location:default/${id}` };
        if (!dryRun) {
          this.locations.set(`url:${target}`, location);
        }
        const entities = parseAllDocuments(text).map(document => document.toJS() as Entity);
        return { location, entities };
      },
      getLocationByRef: async ref => {
        this.#mustBeUp();
        return this.locations.get(ref);
      },
      removeLocationById: async id => {
        const found = [...this.locations].find(([, location]) => location.id === id);
        this.locations.delete(found?.[0] ?? '');
      },
    });
    return createServiceFactory({ service: catalogServiceRef, deps: {}, factory: () => mock });
  }

  #mustBeUp() {
    if (this.down) {
      throw this.down;
    }
  }
}
