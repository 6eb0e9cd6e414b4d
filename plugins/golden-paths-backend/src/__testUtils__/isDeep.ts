/** Whether all of a table is tried, which takes minutes, or what is most likely to break. */
export const isDeep = process.env.GREENROOM_DEEP !== undefined;
