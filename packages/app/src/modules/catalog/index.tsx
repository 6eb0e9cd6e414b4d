import { coreExtensionData, createFrontendModule, ExtensionBoundary } from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';

const servicesPage = catalogPlugin.getExtension('page:catalog').override({
  *factory(original, { node }) {
    yield* original();
    const loader = async () => {
      const { ServicesPage } = await import('./components/ServicesPage');
      return <ServicesPage />;
    };
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, loader));
  },
});

const docsPage = techdocsPlugin.getExtension('page:techdocs').override({
  *factory(original, { node }) {
    yield* original();
    const loader = async () => {
      const { DocsPage } = await import('./components/DocsPage');
      return <DocsPage />;
    };
    yield coreExtensionData.reactElement(ExtensionBoundary.lazy(node, loader));
  },
});

/** Everybody's services before one's own, under one heading: upstream's page starts with what one owns. */
export const catalogModule = createFrontendModule({ pluginId: 'catalog', extensions: [servicesPage] });

/** Upstream's page sends whoever has no documentation away to upstream's own. */
export const techdocsModule = createFrontendModule({ pluginId: 'techdocs', extensions: [docsPage] });
