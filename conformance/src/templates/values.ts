import { readTemplate } from './templateFolder';

export const path = readTemplate('eks-blue-green');

/** What somebody filled in. */
export const filledIn = {
  name: 'gift-cards',
  description: 'Sells gift cards.',
  owner: 'group:default/storefront',
  system: 'system:default/storefront',
  size: 'small',
  database: true,
};
