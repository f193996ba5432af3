import type { JsonObject } from '../../json.js';

/** One allowed value of an enumeration. */
export type PropertyOption = JsonObject & {
  label: string;
  value: string;
  displayOrder: number;
  hidden: boolean;
};

/** A property as the API returns it (HubSpot docs, CRM properties guide, Nov 2026). */
export type Property = JsonObject & {
  name: string;
  label: string;
  type: string;
  fieldType: string;
  description: string;
  groupName: string;
  options: PropertyOption[];
  displayOrder: number;
  calculated: boolean;
  externalOptions: boolean;
  hasUniqueValue: boolean;
  hidden: boolean;
  formField: boolean;
  dataSensitivity: string;
  archived: boolean;
  createdAt: string;
  updatedAt: string;
  modificationMetadata: JsonObject & {
    archivable: boolean;
    readOnlyDefinition: boolean;
    readOnlyValue: boolean;
  };
};

/** A heading that properties stand under. */
export type PropertyGroup = JsonObject & {
  name: string;
  label: string;
  displayOrder: number;
  archived: boolean;
};

/** A property with everything that is not said filled in as HubSpot does for a custom one. */
export function property(
  given: Partial<Property> & Pick<Property, 'name' | 'label' | 'type' | 'fieldType' | 'groupName'>,
): Property {
  const readOnly = given.calculated === true;
  return {
    description: '',
    options: [],
    displayOrder: -1,
    calculated: false,
    externalOptions: false,
    hasUniqueValue: false,
    hidden: false,
    formField: false,
    dataSensitivity: 'non_sensitive',
    archived: false,
    createdAt: '2024-02-06T09:30:00.000Z',
    updatedAt: '2024-02-06T09:30:00.000Z',
    ...given,
    modificationMetadata: given.modificationMetadata ?? {
      archivable: true,
      readOnlyDefinition: readOnly,
      readOnlyValue: readOnly,
    },
  };
}
