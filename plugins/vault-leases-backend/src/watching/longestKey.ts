/** Letters of the key of a role or a page: what is watched is written down, and a database can not hold what is longer. */
export const LONGEST_KEY = 400;
