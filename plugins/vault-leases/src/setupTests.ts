import { setUpPages } from '@greenroom/plugin-portal-react/setUpPages';
import { NOW } from './__testUtils__/vaults';

setUpPages(NOW);
