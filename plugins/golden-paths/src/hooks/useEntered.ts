import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

/** So often the catalog is asked for what it has been told of and has not read yet. */
const EVERY_MS = 1_000;

/**
 * Whether the catalog has this entity. It is told of one before it has read it, and reads again minutes later what it
 * could not read at once: until then there is no page to go to.
 */
export function useEntered(entityRef: string | undefined): boolean {
  const catalog = useApi(catalogApiRef);
  const [entered, setEntered] = useState<string>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const look = async (ref: string) => {
      const entity = await catalog.getEntityByRef(ref).catch(() => undefined);
      if (isOver) {
        return;
      }
      if (entity) {
        setEntered(ref);
      } else {
        timer = setTimeout(look, EVERY_MS, ref);
      }
    };
    if (entityRef !== undefined) {
      void look(entityRef);
    }
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [catalog, entityRef]);
  return entityRef !== undefined && entered === entityRef;
}
