import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { createElement, type ReactElement } from 'react';
import { RiAddCircleLine } from '@remixicon/react';
import { useMayCreate } from './useMayCreate';
import { pathRouteRef } from '../routes';

/** The way from a template's page to its form. */
export function useTemplateLink(): {
  label: string;
  icon: ReactElement;
  href: string | undefined;
  disabled: boolean;
} {
  const { entity } = useEntity();
  const path = useRouteRef(pathRouteRef);
  const mayCreate = useMayCreate();
  const { namespace = 'default', name } = entity.metadata;
  return {
    label: 'Start with this path',
    icon: createElement(RiAddCircleLine),
    href: path?.({ namespace, templateName: name }),
    disabled: mayCreate !== true,
  };
}
