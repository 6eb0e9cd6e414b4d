import { createUnifiedTheme, genPageTheme, palettes, shapes } from '@backstage/theme';

// Upstream's Material UI pages compute with colours, so they can not take our custom properties: these are the same
// values as in portal-react's tokens.css.
const font = '"Inter Variable", "Helvetica Neue", Arial, sans-serif';

function pageThemes(surface: string, text: string) {
  const plain = genPageTheme({
    colors: [surface, surface],
    shape: shapes.round ?? 'none',
    options: { fontColor: text },
  });
  const names = [
    'home',
    'documentation',
    'tool',
    'service',
    'website',
    'library',
    'other',
    'app',
    'apis',
    'card',
  ];
  return Object.fromEntries(names.map(name => [name, plain]));
}

export const lightTheme = createUnifiedTheme({
  palette: {
    ...palettes.light,
    primary: { main: '#12633f' },
    secondary: { main: '#12633f' },
    background: { default: '#f6f7f6', paper: '#ffffff' },
    text: { primary: '#16201b', secondary: '#52605a' },
    link: '#12633f',
    linkHover: '#0b4a2e',
    divider: '#dfe3e1',
  },
  fontFamily: font,
  defaultPageTheme: 'home',
  pageTheme: pageThemes('#f6f7f6', '#16201b'),
});

export const darkTheme = createUnifiedTheme({
  palette: {
    ...palettes.dark,
    primary: { main: '#3fb27f' },
    secondary: { main: '#3fb27f' },
    background: { default: '#0f1412', paper: '#171d1a' },
    text: { primary: '#e9efec', secondary: '#a7b4ae' },
    link: '#5cc596',
    linkHover: '#86d9b4',
    divider: '#2a332f',
  },
  fontFamily: font,
  defaultPageTheme: 'home',
  pageTheme: pageThemes('#0f1412', '#e9efec'),
});
