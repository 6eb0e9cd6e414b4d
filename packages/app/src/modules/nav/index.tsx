import { coreExtensionData, createFrontendModule } from '@backstage/frontend-plugin-api';
import appPlugin from '@backstage/plugin-app';
import { NavContentBlueprint } from '@backstage/plugin-app-react';
import { Frame } from './components/Frame';
import { Nav } from './components/Nav';

const navContent = NavContentBlueprint.make({ params: { component: Nav } });

const layout = appPlugin.getExtension('app/layout').override({
  factory(_original, { inputs }) {
    return [
      coreExtensionData.reactElement(
        <Frame
          nav={inputs.nav.get(coreExtensionData.reactElement)}
          content={inputs.content.get(coreExtensionData.reactElement)}
        />,
      ),
    ];
  },
});

/** The frame around every page: the places on the left, always there, always in the same order. */
export const navModule = createFrontendModule({ pluginId: 'app', extensions: [navContent, layout] });
