import { identityApiRef, useApi } from '@backstage/core-plugin-api';
import { useEffect, useState } from 'react';

/** Who one is in the catalog: one's own reference and one's groups. Absent until it is known. */
export function useMyClaims(): readonly string[] | undefined {
  const identityApi = useApi(identityApiRef);
  const [claims, setClaims] = useState<readonly string[]>();
  useEffect(() => {
    let gone = false;
    identityApi.getBackstageIdentity().then(
      ({ ownershipEntityRefs }) => !gone && setClaims(ownershipEntityRefs),
      () => !gone && setClaims([]),
    );
    return () => {
      gone = true;
    };
  }, [identityApi]);
  return claims;
}
