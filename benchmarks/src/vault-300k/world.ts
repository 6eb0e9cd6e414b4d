export const VAULT = 'storefront';
export const MOUNT = 'database';
/** The roles of 10,000 that are opened, each for the first time. */
export const opened = ['checkout', 'cart', 'catalogue', 'orders', 'shipping'] as const;

/** 300,000 in all. */
export const leases: Readonly<Record<string, number>> = {
  ...Object.fromEntries(opened.map(role => [role, 10_000])),
  payments: 125_000,
  'legacy-orders': 125_000,
};
