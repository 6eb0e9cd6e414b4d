import { ConfigReader } from '@backstage/config';
import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { ScmIntegrations } from '@backstage/integration';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { ScaffolderClient } from '@backstage/plugin-scaffolder-common';
import { type FieldExtensionComponentProps, scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { createFormField, formFieldsApiRef } from '@backstage/plugin-scaffolder-react/alpha';
import goldenPathsPlugin from '../plugin';
import { portalFetch } from './portal';
import { entities } from './template';

export interface Opening {
  /** Whether the person may start anything. */
  may?: boolean;
  catalog?: ReturnType<typeof catalogApiMock>;
}

/** As Backstage hands out the fields that plugins bring. */
const fields = {
  loadFormFields: async () => [
    createFormField({
      name: 'Colour',
      component: ({ formData, onChange }: FieldExtensionComponentProps<string>) => (
        <button type="button" onClick={() => onChange('green')}>
          Colour: {formData ?? 'none'}
        </button>
      ),
    }),
  ],
};

/** Opens an address under Create, with Backstage's own client of the scaffolder on the tests' network. */
export function openPage(path: string, { may = true, catalog = catalogApiMock({ entities }) }: Opening = {}) {
  const scaffolder = new ScaffolderClient({
    discoveryApi: mockApis.discovery({ baseUrl: 'http://localhost:0' }),
    fetchApi: portalFetch(),
    scmIntegrationsApi: ScmIntegrations.fromConfig(new ConfigReader({})),
    identityApi: mockApis.identity({ userEntityRef: 'user:default/ada' }),
  });
  renderTestApp({
    features: [goldenPathsPlugin],
    apis: [
      [catalogApiRef, catalog],
      [fetchApiRef, portalFetch()],
      [scaffolderApiRef, scaffolder],
      [formFieldsApiRef, fields],
      [
        permissionApiRef,
        mockApis.permission({ authorize: may ? AuthorizeResult.ALLOW : AuthorizeResult.DENY }),
      ],
    ],
    mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    initialRouteEntries: [path],
  });
}
