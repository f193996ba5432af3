/** Contact fields that the app has beyond those that every app has. */
export const appFields = [
  {
    key: 'teamSize',
    label: 'Team size',
    object: 'contact',
    type: 'enum',
    group: 'Company',
    options: ['1-10', '11-50', '51-200', '201+'].map((value) => ({
      value,
      label: value.replace('-', ' to '),
    })),
    sample: '11-50',
  },
  {
    key: 'newsletter',
    label: 'Wants the newsletter',
    object: 'contact',
    type: 'boolean',
    group: 'Consent',
    sample: true,
  },
];
