import type { EntityFilterQuery } from '@backstage/catalog-client';
import type { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useRef, useState } from 'react';

const PAGE = 50;
/** A person is still typing until they rest for so long. */
const TYPING_MS = 200;
const fields = ['kind', 'metadata', 'spec.type', 'spec.lifecycle', 'relations'];

/** As far as it was read; what was there stays while something else is asked for. */
export interface EntityList {
  /** Absent until the first answer. */
  items?: readonly Entity[];
  /** Of all pages. */
  total: number;
  busy: boolean;
  failure?: string;
  /** Where there is more: reads the next page. */
  more?: () => void;
}

interface Read {
  items: readonly Entity[];
  total: number;
  cursor?: string;
}

/** Entities by name, a page at a time, as the catalog shows them to this person. `filter` has to be the same object while it means the same. */
export function useEntityList(filter: EntityFilterQuery | undefined, text: string): EntityList {
  const catalogApi = useApi(catalogApiRef);
  const [read, setRead] = useState<Read>();
  const [state, setState] = useState<{ busy: boolean; failure?: string }>({ busy: true });
  const asked = useRef(0);

  const ask = useCallback(
    async (request: Parameters<typeof catalogApi.queryEntities>[0], before: readonly Entity[]) => {
      asked.current += 1;
      const mine = asked.current;
      setState({ busy: true });
      try {
        const { items, totalItems, pageInfo } = await catalogApi.queryEntities(request);
        if (mine === asked.current) {
          setRead({ items: [...before, ...items], total: totalItems, cursor: pageInfo.nextCursor });
          setState({ busy: false });
        }
      } catch (error) {
        if (mine === asked.current) {
          setState({ busy: false, failure: error instanceof Error ? error.message : String(error) });
        }
      }
    },
    [catalogApi],
  );

  useEffect(() => {
    if (!filter) {
      return undefined;
    }
    const term = text.trim();
    const first = {
      filter,
      fields,
      limit: PAGE,
      orderFields: { field: 'metadata.name', order: 'asc' as const },
      ...(term && {
        fullTextFilter: { term, fields: ['metadata.name', 'metadata.title', 'metadata.description'] },
      }),
    };
    const timer = setTimeout(() => void ask(first, []), term ? TYPING_MS : 0);
    return () => clearTimeout(timer);
  }, [ask, filter, text]);

  const { cursor, items = [] } = read ?? {};
  const more = cursor ? () => void ask({ cursor, limit: PAGE, fields }, items) : undefined;
  return { items: read?.items, total: read?.total ?? 0, ...state, more };
}
