/** A kind of record that the emulator holds. */
export interface ObjectType {
  /** HubSpot's id of the type, such as `0-1`. */
  id: string;
  /** The name in paths. */
  name: 'contacts' | 'companies' | 'meetings';
  /** How messages name it, such as "Contact already exists". */
  singular: string;
  /** The name in capitals, as error contexts and schemas write it. */
  fullName: string;
  /** How association type names write it, such as `meeting_event_to_contact`. */
  associationName: string;
  /** What reads return when no properties are asked for. */
  defaultProperties: string[];
  createdProperty: string;
  modifiedProperty: string;
  primaryDisplayProperty: string;
  description: string;
  /** At least one of these must be set on create. */
  oneOf: string[];
  /** What the `query` of a search looks at. */
  searched: string[];
}

/** All kinds of records. */
export const objectTypes: readonly ObjectType[] = [
  {
    id: '0-1',
    name: 'contacts',
    singular: 'Contact',
    fullName: 'CONTACT',
    associationName: 'contact',
    defaultProperties: ['createdate', 'email', 'firstname', 'hs_object_id', 'lastmodifieddate', 'lastname'],
    createdProperty: 'createdate',
    modifiedProperty: 'lastmodifieddate',
    primaryDisplayProperty: 'firstname',
    description: 'A person who talks to the business.',
    oneOf: ['email', 'firstname', 'lastname'],
    searched: ['firstname', 'lastname', 'email', 'hs_additional_emails', 'phone', 'company'],
  },
  {
    id: '0-2',
    name: 'companies',
    singular: 'Company',
    fullName: 'COMPANY',
    associationName: 'company',
    defaultProperties: ['createdate', 'domain', 'hs_lastmodifieddate', 'hs_object_id', 'name'],
    createdProperty: 'createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    primaryDisplayProperty: 'name',
    description: 'An organization that the business deals with.',
    oneOf: ['name', 'domain'],
    searched: ['name', 'domain', 'phone'],
  },
  {
    id: '0-47',
    name: 'meetings',
    singular: 'Meeting',
    fullName: 'MEETING_EVENT',
    associationName: 'meeting_event',
    defaultProperties: ['hs_createdate', 'hs_lastmodifieddate', 'hs_object_id'],
    createdProperty: 'hs_createdate',
    modifiedProperty: 'hs_lastmodifieddate',
    primaryDisplayProperty: 'hs_meeting_title',
    description: 'A meeting with one or more people.',
    oneOf: ['hs_timestamp'],
    searched: ['hs_meeting_title', 'hs_meeting_body'],
  },
];

/** Finds a type by what paths may call it: `contacts`, `contact`, `0-1`. */
export function findObjectType(text: string): ObjectType | undefined {
  const wanted = text.toLowerCase();
  return objectTypes.find(
    (type) => type.name === wanted || type.id === wanted || type.singular.toLowerCase() === wanted,
  );
}
