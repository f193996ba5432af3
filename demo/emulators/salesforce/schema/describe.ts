import type { JsonObject } from '../../json.js';
import type { ObjectView } from '../permissions.js';
import type { Field } from './field.js';
import type { SObject } from './sobject.js';

/** The Master record type that every object has. */
export const MASTER_RECORD_TYPE = '012000000000000AAA';

/** An object's entry in the list of all objects (Salesforce docs, REST API, "Describe Global", v67.0). */
export function describeGlobalEntry(view: ObjectView, version: string): JsonObject {
  const { sobject, createable, updateable, deletable } = view;
  const { name, label, labelPlural, keyPrefix, custom, searchable, writable } = sobject;
  return {
    activateable: false,
    associateEntityType: null,
    associateParentEntity: null,
    createable,
    custom,
    customSetting: false,
    deepCloneable: false,
    deletable,
    deprecatedAndHidden: false,
    feedEnabled: searchable,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix,
    label,
    labelPlural,
    layoutable: writable,
    mergeable: name === 'Account' || name === 'Contact' || name === 'Lead' || name === 'Case',
    mruEnabled: writable,
    name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable,
    triggerable: writable,
    undeletable: deletable,
    updateable,
    urls: urls(sobject, version),
  };
}

/** The whole describe reply of an object; `origin` is where its pages would be. */
export function describeObject(
  view: ObjectView,
  all: readonly ObjectView[],
  version: string,
  origin: string,
  sharedActivities: boolean,
): JsonObject {
  const { sobject } = view;
  const { keyPrefix, writable } = sobject;
  return {
    actionOverrides: [],
    ...describeGlobalEntry(view, version),
    childRelationships: [
      ...all.flatMap((child) => childRelationships(child, sobject.name)),
      ...(sobject.name === 'Event' ? [eventRelation(sharedActivities)] : []),
    ],
    compactLayoutable: writable,
    defaultImplementation: null,
    extendedBy: null,
    extendsInterfaces: null,
    fields: view.fields.map(fieldJson),
    implementedBy: null,
    implementsInterfaces: null,
    listviewable: null,
    lookupLayoutable: null,
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypeInfos(sobject, version),
    searchLayoutable: writable,
    sobjectDescribeOption: 'FULL',
    supportedScopes: [
      { label: `All ${sobject.labelPlural.toLowerCase()}`, name: 'everything' },
      { label: `My ${sobject.labelPlural.toLowerCase()}`, name: 'mine' },
    ],
    urls: {
      ...urls(sobject, version),
      uiDetailTemplate: `${origin}/{ID}`,
      uiEditTemplate: `${origin}/{ID}/e`,
      uiNewRecord: `${origin}/${keyPrefix}/e`,
    },
  };
}

function fieldJson(field: Field): JsonObject {
  return { ...field, picklistValues: field.picklistValues.map((option) => ({ ...option })) };
}

function urls({ name, writable }: SObject, version: string): JsonObject {
  const sobject = `/services/data/v${version}/sobjects/${name}`;
  return {
    ...(writable && {
      compactLayouts: `${sobject}/describe/compactLayouts`,
      approvalLayouts: `${sobject}/describe/approvalLayouts`,
      listviews: `${sobject}/listviews`,
      quickActions: `${sobject}/quickActions`,
      layouts: `${sobject}/describe/layouts`,
    }),
    rowTemplate: `${sobject}/{ID}`,
    describe: `${sobject}/describe`,
    sobject,
  };
}

function childRelationships(child: ObjectView, parent: string): JsonObject[] {
  return child.fields
    .filter((field) => field.referenceTo.includes(parent) && field.relationshipName !== null)
    .map((field) => ({
      cascadeDelete: field.cascadeDelete,
      childSObject: child.sobject.name,
      deprecatedAndHidden: false,
      field: field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: /ById$/.test(field.name) ? null : child.sobject.labelPlural.replaceAll(' ', ''),
      restrictedDelete: false,
    }));
}

// Lists of ids such as EventWhoIds are no fields of describe: they show here, and only with Shared Activities.
function eventRelation(sharedActivities: boolean): JsonObject {
  return {
    ...{ cascadeDelete: true, childSObject: 'EventRelation', deprecatedAndHidden: false, field: 'EventId' },
    junctionIdListNames: sharedActivities ? ['EventWhoIds'] : [],
    junctionReferenceTo: sharedActivities ? ['Contact', 'Lead'] : [],
    ...{ relationshipName: 'EventRelations', restrictedDelete: false },
  };
}

function recordTypeInfos({ name, recordTypes }: SObject, version: string): JsonObject[] {
  const layout = (id: string) => ({
    layout: `/services/data/v${version}/sobjects/${name}/describe/layouts/${id}`,
  });
  const own = recordTypes.map((type) => ({
    active: type.active,
    available: type.available,
    defaultRecordTypeMapping: type.byDefault,
    developerName: type.developerName,
    master: false,
    name: type.name,
    recordTypeId: type.id,
    urls: layout(type.id),
  }));
  return [
    ...own,
    {
      active: true,
      available: true,
      defaultRecordTypeMapping: !recordTypes.some(({ byDefault }) => byDefault),
      developerName: 'Master',
      master: true,
      name: 'Master',
      recordTypeId: MASTER_RECORD_TYPE,
      urls: layout(MASTER_RECORD_TYPE),
    },
  ];
}
