import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { UnifiedThemeProvider } from '@backstage/theme';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { darkTheme, lightTheme } from './themes';

const light = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine />,
      Provider: ({ children }) => <UnifiedThemeProvider theme={lightTheme}>{children}</UnifiedThemeProvider>,
    },
  },
});

const dark = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine />,
      Provider: ({ children }) => <UnifiedThemeProvider theme={darkTheme}>{children}</UnifiedThemeProvider>,
    },
  },
});

/** The look of upstream's pages, so that they are of one house with ours. */
export const lookModule = createFrontendModule({ pluginId: 'app', extensions: [light, dark] });
