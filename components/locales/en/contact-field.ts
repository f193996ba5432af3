/** Texts of the contact field picker. */
export const contactField = {} as const;
