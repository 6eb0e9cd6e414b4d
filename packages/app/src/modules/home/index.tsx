import {
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
  createRouteRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { HomeSectionBlueprint, ServiceNoteBlueprint } from '@greenroom/plugin-portal-react';
import { RiHome5Line } from '@remixicon/react';

const rootRouteRef = createRouteRef();

const homePage = PageBlueprint.makeWithOverrides({
  inputs: {
    sections: createExtensionInput([
      coreExtensionData.reactElement,
      HomeSectionBlueprint.dataRefs.title,
      HomeSectionBlueprint.dataRefs.order,
    ]),
    serviceNotes: createExtensionInput([
      coreExtensionData.reactElement,
      ServiceNoteBlueprint.dataRefs.title,
      ServiceNoteBlueprint.dataRefs.order,
    ]),
  },
  factory(original, { inputs }) {
    const sections = inputs.sections
      .map(section => ({
        id: section.node.spec.id,
        title: section.get(HomeSectionBlueprint.dataRefs.title),
        order: section.get(HomeSectionBlueprint.dataRefs.order),
        element: section.get(coreExtensionData.reactElement),
      }))
      .sort((a, b) => a.order - b.order);
    const noteColumns = inputs.serviceNotes
      .map(note => ({
        id: note.node.spec.id,
        title: note.get(ServiceNoteBlueprint.dataRefs.title),
        order: note.get(ServiceNoteBlueprint.dataRefs.order),
        teller: note.get(coreExtensionData.reactElement),
      }))
      .sort((a, b) => a.order - b.order);
    return original({
      path: '/',
      title: 'Home',
      icon: <RiHome5Line />,
      routeRef: rootRouteRef,
      noHeader: true,
      loader: async () => {
        const { HomePage } = await import('./components/HomePage');
        return <HomePage sections={sections} noteColumns={noteColumns} />;
      },
    });
  },
});

/** Home: "what needs me". Features bring the sections, and what is said of each service in them. */
export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  title: 'Home',
  icon: <RiHome5Line />,
  routes: { root: rootRouteRef },
  extensions: [homePage],
});
