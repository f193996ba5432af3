/** What request headers say about a save (Salesforce docs, REST API, "Headers", v67.0). */
export interface SaveOptions {
  /** `Sforce-Auto-Assign`: whether assignment rules may choose the owner; true unless switched off. */
  autoAssign: boolean;
  /** `Sforce-Duplicate-Rule-Header`, all false by default. */
  duplicates: { allowSave: boolean; includeRecordDetails: boolean; runAsCurrentUser: boolean };
}

/** Reads the save headers of a call, or of one part of a composite. */
export function readSaveOptions(header: (name: string) => string | undefined): SaveOptions {
  const rule = header('sforce-duplicate-rule-header') ?? '';
  const says = (name: string) => new RegExp(`\\b${name}\\s*=\\s*true\\b`, 'i').test(rule);
  return {
    autoAssign: (header('sforce-auto-assign') ?? 'TRUE').trim().toUpperCase() !== 'FALSE',
    duplicates: {
      allowSave: says('allowSave'),
      includeRecordDetails: says('includeRecordDetails'),
      runAsCurrentUser: says('runAsCurrentUser'),
    },
  };
}
