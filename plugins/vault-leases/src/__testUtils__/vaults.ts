/** The moment at which every test of a page looks. */
export const NOW = '2026-11-22T10:00:00Z';
