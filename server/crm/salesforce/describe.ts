import { z } from 'zod';

/** A field of a describe reply, as far as we read it (Salesforce docs, DescribeSObjectResult). */
export type DescribedField = z.infer<typeof describedField>;

const describedField = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  custom: z.boolean(),
  createable: z.boolean(),
  updateable: z.boolean(),
  nillable: z.boolean(),
  defaultedOnCreate: z.boolean(),
  calculated: z.boolean().default(false),
  autoNumber: z.boolean().default(false),
  deprecatedAndHidden: z.boolean().default(false),
  /** False where no profile or permission set can change who may write it. */
  permissionable: z.boolean().default(true),
  compoundFieldName: z.string().nullish(),
  controllerName: z.string().nullish(),
  dependentPicklist: z.boolean().default(false),
  inlineHelpText: z.string().nullish(),
  length: z.number().default(0),
  digits: z.number().default(0),
  precision: z.number().default(0),
  scale: z.number().default(0),
  unique: z.boolean().default(false),
  restrictedPicklist: z.boolean().default(false),
  picklistValues: z
    .array(
      z.object({
        value: z.string(),
        label: z.string().nullish(),
        active: z.boolean(),
        validFor: z.string().nullish(),
      }),
    )
    .default([]),
  referenceTo: z.array(z.string()).default([]),
});

/** A record type; the master one stands for "none". */
export type RecordType = z.infer<typeof recordType>;

const recordType = z.object({
  recordTypeId: z.string(),
  name: z.string(),
  active: z.boolean().default(true),
  available: z.boolean(),
  master: z.boolean().default(false),
  defaultRecordTypeMapping: z.boolean().default(false),
});

/** A describe reply. */
export const description = z.object({
  label: z.string(),
  createable: z.boolean(),
  updateable: z.boolean(),
  fields: z.array(describedField),
  recordTypeInfos: z.array(recordType).default([]),
  childRelationships: z
    .array(z.object({ junctionIdListNames: z.array(z.string()).nullish() }))
    .nullish()
    .transform((children) => children ?? []),
});

/** What a record type offers of each picklist (Salesforce docs, User Interface API, Picklist Values by Record Type). */
export const picklistsOfRecordType = z.object({
  picklistFieldValues: z.record(
    z.string(),
    z.object({ values: z.array(z.object({ value: z.string() })).default([]) }),
  ),
});

/** The list of all objects that the connected user may see. */
export const globalDescription = z.object({
  sobjects: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      labelPlural: z.string(),
      createable: z.boolean(),
      updateable: z.boolean(),
      queryable: z.boolean(),
    }),
  ),
});
