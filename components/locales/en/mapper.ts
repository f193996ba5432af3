/** Texts of the element of this name. */
export const mapper = {} as const;
