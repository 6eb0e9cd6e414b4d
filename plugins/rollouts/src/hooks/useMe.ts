import { parseEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import type { Me } from '@greenroom/plugin-portal-common';
import type { Person } from '@greenroom/plugin-rollouts-common';
import { useEffect, useState } from 'react';
import { promotionsApiRef } from '../api/PromotionsApi';

/** How long until it is asked again who the person is, where the portal did not say. */
const AGAIN_MS = 5000;

/** Who is at the page, in the terms of the rules; `undefined` until the portal has said. */
export function useMe(): Person | undefined {
  const api = useApi(promotionsApiRef);
  const [person, setPerson] = useState<Person>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current = true;
    const ask = () =>
      api.me().then(
        me => current && setPerson(personOf(me)),
        () => {
          timer = current ? setTimeout(ask, AGAIN_MS) : undefined;
        },
      );
    void ask();
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api]);
  return person;
}

const persons = new WeakMap<Me, Person>();

/** One object for one answer, so that what was decided for a person is found again from every part of the page. */
function personOf(me: Me): Person {
  const { userEntityRef, groups } = me;
  const person: Person = persons.get(me) ?? {
    ref: userEntityRef,
    claims: [userEntityRef, ...groups],
    kind: parseEntityRef(userEntityRef).name === 'guest' ? 'guest' : 'user',
  };
  persons.set(me, person);
  return person;
}
