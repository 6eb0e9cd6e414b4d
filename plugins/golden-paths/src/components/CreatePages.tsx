import { EmptyState, PortalPage } from '@greenroom/plugin-portal-react';
import { SecretsContextProvider } from '@backstage/plugin-scaffolder-react';
import { ButtonLink } from '@backstage/ui';
import { Route, Routes } from 'react-router-dom';
import { useAddresses } from '../hooks/useAddresses';
import { FormPage } from './form/FormPage';
import { PathsPage } from './paths/PathsPage';
import { ReviewPage } from './review/ReviewPage';
import { RunPage } from './run/RunPage';
import { RunsPage } from './runs/RunsPage';

/** Everything under Create. The addresses are Backstage's own, so that links from elsewhere arrive; secrets live only as long as these pages. */
export function CreatePages() {
  return (
    <SecretsContextProvider>
      <Routes>
        <Route path="/" element={<PathsPage />} />
        <Route path="/templates" element={<PathsPage />} />
        <Route path="/templates/:namespace/:templateName" element={<FormPage />} />
        <Route path="/templates/:namespace/:templateName/review" element={<ReviewPage />} />
        <Route path="/tasks" element={<RunsPage />} />
        <Route path="/tasks/:taskId" element={<RunPage />} />
        <Route path="*" element={<Nowhere />} />
      </Routes>
    </SecretsContextProvider>
  );
}

function Nowhere() {
  const { root } = useAddresses();
  return (
    <PortalPage title="Create" crumbs={[{ text: 'Create', href: root }]}>
      <EmptyState
        title="There is no such page"
        action={
          <ButtonLink variant="secondary" href={root}>
            All golden paths
          </ButtonLink>
        }
      >
        The address has a typing error, or leads to something this portal does not have.
      </EmptyState>
    </PortalPage>
  );
}
