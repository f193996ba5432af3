import { z } from 'zod';

/** What a duplicate rule found (Salesforce docs, DuplicateResult). */
export interface Duplicates {
  /** True for a rule that only alerts: the record may be saved all the same. */
  readonly allowSave: boolean;
  readonly matches: readonly {
    readonly object: string;
    readonly id: string;
    readonly email: string | null;
    /** False where the reply leaves the e-mail out. */
    readonly isTold: boolean;
  }[];
}

/** Reads the `duplicateResult` of an error; null when there is none. */
export function readDuplicates(value: unknown): Duplicates | null {
  const parsed = schema.safeParse(value);
  if (!parsed.success) return null;
  const matches = parsed.data.matchResults.flatMap((result) =>
    result.matchRecords.flatMap(({ record }) => {
      const object = record.attributes?.type ?? result.entityType;
      // Records that this user may not see come without their id.
      return record.Id === undefined || object === undefined
        ? []
        : [{ object, id: record.Id, email: record.Email ?? null, isTold: record.Email !== undefined }];
    }),
  );
  return { allowSave: parsed.data.allowSave, matches: [...new Map(matches.map((m) => [m.id, m])).values()] };
}

const schema = z.object({
  allowSave: z.boolean().default(false),
  matchResults: z
    .array(
      z.object({
        entityType: z.string().optional(),
        matchRecords: z
          .array(
            z.object({
              record: z.object({
                attributes: z.object({ type: z.string() }).optional(),
                Id: z.string().optional(),
                Email: z.string().nullish(),
              }),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});
