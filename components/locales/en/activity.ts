/** Texts of the element of this name. */
export const activity = {} as const;
