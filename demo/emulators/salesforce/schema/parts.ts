/** Lines that most standard objects share, for use inside field tables. */
export const idLine = (label: string) => `
  Id | ${label} | id | ro set
`;

/** Who made and last changed a record. */
export const auditLines = `
  CreatedDate | Created Date | datetime | ro set
  CreatedById | Created By ID | reference User | ro set
  LastModifiedDate | Last Modified Date | datetime | ro set
  LastModifiedById | Last Modified By ID | reference User | ro set
  SystemModstamp | System Modstamp | datetime | ro set
`;

/** When the current user last saw a record. */
export const viewedLines = `
  LastViewedDate | Last Viewed Date | datetime | ro
  LastReferencedDate | Last Referenced Date | datetime | ro
`;

/** The tombstone flag that every recycled object carries. */
export const deletedLine = `
  IsDeleted | Deleted | boolean | ro
`;

/** The nine fields of a postal address; `prefix` is empty on Lead, `Mailing` or `Other` on Contact. */
export function addressLines(prefix: string): string {
  const label = prefix === '' ? '' : `${prefix} `;
  const compound = `${prefix}Address`;
  return `
  ${prefix}Street | ${label}Street | textarea 255 | in=${compound}
  ${prefix}City | ${label}City | string 40 | in=${compound}
  ${prefix}State | ${label}State/Province | string 80 | in=${compound}
  ${prefix}PostalCode | ${label}Zip/Postal Code | string 20 | in=${compound}
  ${prefix}Country | ${label}Country | string 80 | in=${compound}
  ${prefix}Latitude | ${label}Latitude | double 18,15 | in=${compound}
  ${prefix}Longitude | ${label}Longitude | double 18,15 | in=${compound}
  ${prefix}GeocodeAccuracy | ${label}Geocode Accuracy | picklist GeocodeAccuracy,40 | restricted in=${compound}
  ${compound} | ${label}Address | address | ro
`;
}

/** First name, last name, salutation and the read-only whole. */
export const personNameLines = `
  LastName | Last Name | string 80 | required in=Name kind=personname
  FirstName | First Name | string 40 | in=Name kind=personname
  Salutation | Salutation | picklist Salutation,40 | in=Name kind=personname
  Name | Full Name | string 121 | ro nonnull name kind=personname
`;
