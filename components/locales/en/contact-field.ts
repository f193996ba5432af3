/** Texts of the contact field picker. */
export const contactField = {
  'contactField.label': 'Save the answer to',
  'contactField.none': 'Don’t save it',
  'contactField.goesTo': '{crm}: {places}',
  'contactField.field': '**{field}**',
  'contactField.fieldOn': '**{field}** on {object}',
  'contactField.notMapped': '{crm}: not mapped',
  'contactField.mapIt': 'Map it',
  'contactField.mapItIn': 'Map it in {crm}',
  'contactField.stays': 'The answer stays on the booking.',
  'contactField.neverReaches': 'It never reaches {crms}.',
  'contactField.required': 'Choose where the answer is saved.',
  'contactField.unknown': 'This field is not there any more',
  'contactField.clear': 'Don’t save it',
  'contactField.noMatch': 'No field matches',
  'contactField.count': '{matching} of {total} fields',
} as const;
