import { createApp } from '@backstage/frontend-defaults';
import { catalogModule, techdocsModule } from './modules/catalog';
import { homePlugin } from './modules/home';
import { lookModule } from './modules/look';
import { navModule } from './modules/nav';
import { settingsModule } from './modules/settings';
import { signInModule } from './modules/signIn';

/** Features come in by being dependencies of this package (`app.packages: all`); here is only what holds them together. */
export const app = createApp({
  features: [catalogModule, homePlugin, lookModule, navModule, settingsModule, signInModule, techdocsModule],
});
