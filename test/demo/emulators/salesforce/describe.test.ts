import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { connect, patchOrg, send, startSalesforce, type Body, type Caller, type Running } from './harness.js';

// Salesforce docs, SOAP API, "DescribeSObjectResult: Field", v67.0.
const fieldKeys =
  `aggregatable aiPredictionField autoNumber byteLength calculated calculatedFormula cascadeDelete
  caseSensitive compoundFieldName controllerName createable custom defaultValue defaultValueFormula defaultedOnCreate
  dependentPicklist deprecatedAndHidden digits displayLocationInDecimal encrypted externalId extraTypeInfo filterable
  filteredLookupInfo formulaTreatNullNumberAsZero groupable highScaleNumber htmlFormatted idLookup inlineHelpText label
  length mask maskType name nameField namePointing nillable permissionable picklistValues polymorphicForeignKey precision
  queryByDistance referenceTargetField referenceTo relationshipName relationshipOrder restrictedDelete
  restrictedPicklist scale searchPrefilterable soapType sortable type unique updateable writeRequiresMasterRead`
    .split(/\s+/)
    .sort();

const objectKeys = `actionOverrides activateable associateEntityType associateParentEntity childRelationships
  compactLayoutable createable custom customSetting deepCloneable defaultImplementation deletable deprecatedAndHidden
  extendedBy extendsInterfaces feedEnabled fields hasSubtypes implementedBy implementsInterfaces isInterface isSubtype
  keyPrefix label labelPlural layoutable listviewable lookupLayoutable mergeable mruEnabled name namedLayoutInfos
  networkScopeFieldName queryable recordTypeInfos replicateable retrieveable searchLayoutable searchable
  sobjectDescribeOption supportedScopes triggerable undeletable updateable urls`
  .split(/\s+/)
  .sort();

describe('Salesforce emulator: metadata', () => {
  let emulator: Running;
  let tidy: Caller;
  let awkward: Caller;
  before(async () => {
    emulator = await startSalesforce();
    tidy = await connect(emulator);
    awkward = await connect(emulator, 'awkward');
  });
  after(() => emulator.close());
  beforeEach(() => send(`${emulator.url}/_emulator/reset`, { method: 'POST' }));

  const describeOf = async (caller: Caller, object: string): Promise<Body> => {
    return (await caller.call('GET', `/sobjects/${object}/describe`)).body;
  };
  const fieldsOf = async (caller: Caller, object: string) => {
    const { fields } = await describeOf(caller, object);
    return new Map(
      [...(fields ?? [])].map((field) => [String(field['name']), field as Record<string, unknown>]),
    );
  };
  const requiredOf = async (caller: Caller, object: string) =>
    [...(await fieldsOf(caller, object)).values()]
      .filter(
        (field) =>
          field['nillable'] === false && field['createable'] === true && field['defaultedOnCreate'] === false,
      )
      .map((field) => field['name']);

  it('lists its versions to anybody', async () => {
    const { status, body } = await send(`${emulator.url}/services/data`);
    assert.equal(status, 200);
    assert.deepEqual(
      [body[0]?.['version'], body.at(-1)?.['version'], body[7]?.['label']],
      ['60.0', '68.0', "Summer '26"],
    );
  });

  it('describes every field with exactly the 57 attributes, and the object with all of its keys', async () => {
    assert.equal(fieldKeys.length, 57);
    for (const caller of [tidy, awkward]) {
      for (const object of ['Contact', 'Lead', 'Event', 'Case', 'Account', 'User']) {
        const described = await describeOf(caller, object);
        assert.deepEqual(Object.keys(described).sort(), objectKeys, object);
        for (const field of described['fields'] ?? [])
          assert.deepEqual(Object.keys(field).sort(), fieldKeys, `${object}.${String(field['name'])}`);
      }
    }
  });

  it('has the fields of a fresh org in tidy, with what each object requires', async () => {
    for (const [object, count, required] of [
      ['Contact', 59, ['LastName']],
      ['Lead', 54, ['LastName', 'Company']],
      ['Event', 48, []],
      ['Case', 35, []],
    ] as const) {
      assert.equal((await fieldsOf(tidy, object)).size, count, object);
      assert.deepEqual(await requiredOf(tidy, object), required, object);
    }
  });

  it('has more than 700 visible fields on Contact in awkward, with duplicate labels, packages and other scripts', async () => {
    const fields = [...(await fieldsOf(awkward, 'Contact')).values()];
    assert.ok(fields.length >= 700, String(fields.length));
    assert.ok((await fieldsOf(awkward, 'Lead')).size >= 300);
    const labels = fields.map((field) => String(field['label']));
    assert.ok(new Set(labels).size < labels.length - 50);
    assert.ok(fields.some((field) => String(field['name']).startsWith('mkto__')));
    assert.ok(labels.includes('会社名') && labels.includes('رقم الهاتف') && labels.includes('Должность'));
    assert.deepEqual(await requiredOf(awkward, 'Contact'), ['LastName', 'Region__c']);
    assert.deepEqual(await requiredOf(awkward, 'Lead'), ['LastName', 'Company', 'Segment__c']);
  });

  it('marks inactive options of a restricted picklist, and the default', async () => {
    const region = (await fieldsOf(awkward, 'Contact')).get('Region__c');
    assert.equal(region?.['restrictedPicklist'], true);
    const options = region?.['picklistValues'] as Record<string, unknown>[];
    assert.deepEqual(
      options.filter((option) => option['active'] === false).map((option) => option['value']),
      ['West (old)'],
    );
    const status = (await fieldsOf(tidy, 'Lead')).get('Status')?.['picklistValues'] as Record<
      string,
      unknown
    >[];
    assert.deepEqual(
      status.find((option) => option['defaultValue']),
      {
        ...{
          active: true,
          defaultValue: true,
          label: 'Open - Not Contacted',
          validFor: null,
          value: 'Open - Not Contacted',
        },
      },
    );
  });

  it('tells record types, and has RecordTypeId only where there are some', async () => {
    const named = async (caller: Caller) => {
      const infos = (await describeOf(caller, 'Contact'))['recordTypeInfos'] ?? [];
      return [...infos].map((info: Record<string, unknown>) => [
        info['name'],
        info['available'],
        info['master'],
      ]);
    };
    assert.deepEqual(await named(tidy), [['Master', true, true]]);
    assert.deepEqual(await named(awkward), [
      ...[
        ['Customer', true, false],
        ['Partner', true, false],
        ['Internal', false, false],
        ['Press', false, false],
      ],
      ['Master', true, true],
    ]);
    assert.equal((await fieldsOf(tidy, 'Contact')).has('RecordTypeId'), false);
    assert.equal((await fieldsOf(awkward, 'Contact')).has('RecordTypeId'), true);
  });

  it('answers 304 until the schema changes; permissions do not count', async () => {
    const path = '/sobjects/Contact/describe';
    const modified = (await tidy.call('GET', path)).headers.get('last-modified') ?? '';
    const since = { 'if-modified-since': modified };
    const unchanged = await tidy.call('GET', path, undefined, since);
    assert.deepEqual([unchanged.status, unchanged.body], [304, '']);
    await patchOrg(emulator, { permissions: { fields: { 'Contact.Title': 'hidden' } } });
    assert.equal((await tidy.call('GET', path, undefined, since)).status, 304);
    await patchOrg(emulator, {
      fields: { Contact: { add: [{ name: 'New__c', label: 'New', type: 'string', length: 10 }] } },
    });
    const changed = await tidy.call('GET', path, undefined, since);
    assert.equal(changed.status, 200);
    assert.ok(Date.parse(changed.headers.get('last-modified') ?? '') > Date.parse(modified));
    assert.equal((await tidy.call('GET', '/sobjects', undefined, since)).status, 200);
  });

  it('adds, removes and changes fields on request', async () => {
    const { status } = await patchOrg(emulator, {
      fields: {
        Lead: {
          add: [
            {
              name: 'Plan__c',
              type: 'picklist',
              required: true,
              restrictedPicklist: true,
              picklistValues: ['A', { value: 'B', active: false }],
            },
          ],
          remove: ['Fax'],
          change: { Title: { label: 'Job', length: 10 }, Phone: { type: 'double', precision: 10, scale: 2 } },
        },
      },
    });
    assert.equal(status, 200);
    const fields = await fieldsOf(tidy, 'Lead');
    assert.equal(fields.has('Fax'), false);
    assert.deepEqual([fields.get('Title')?.['label'], fields.get('Title')?.['length']], ['Job', 10]);
    assert.equal(fields.get('Phone')?.['soapType'], 'xsd:double');
    assert.deepEqual([fields.get('Plan__c')?.['nillable'], fields.get('Plan__c')?.['custom']], [false, true]);
    assert.deepEqual(await requiredOf(tidy, 'Lead'), ['LastName', 'Company', 'Plan__c']);
    for (const bad of [
      { Lead: { remove: ['Nope'] } },
      { Nope: {} },
      { Lead: { add: [{ name: 'X__c', type: 'wish' }] } },
    ]) {
      assert.equal((await patchOrg(emulator, { fields: bad })).status, 400);
    }
  });

  it('hides objects and fields that the user may not see', async () => {
    await patchOrg(emulator, {
      permissions: {
        objects: { Case: { read: false }, Lead: { create: false } },
        fields: { 'Contact.Title': 'hidden', 'Contact.Phone': 'read' },
      },
    });
    const names = [...((await tidy.call('GET', '/sobjects')).body['sobjects'] ?? [])].map(
      (entry) => entry['name'],
    );
    assert.equal(names.includes('Case' as Body), false);
    const missing = await tidy.call('GET', '/sobjects/Case/describe');
    assert.deepEqual(
      [missing.status, missing.body[0]],
      [404, { message: 'The requested resource does not exist', errorCode: 'NOT_FOUND' }],
    );
    const fields = await fieldsOf(tidy, 'Contact');
    assert.equal(fields.has('Title'), false);
    assert.equal(fields.get('Phone')?.['updateable'], false);
    assert.equal((await describeOf(tidy, 'Lead'))['createable'] as unknown, false);
  });

  it('refuses a patch that names what the org does not have, and changes nothing then', async () => {
    for (const org of ['tidy', 'awkward']) {
      assert.equal((await patchOrg(emulator, { permissions: { apiEnabled: true } }, org)).status, 200);
    }
    for (const permissions of [
      { objects: { Leads: { read: false } } },
      { fields: { 'Lead.Titel': 'hidden' } },
      { fields: { 'Lead.Title': 'gone' } },
      { admin: true },
    ]) {
      const patch = { permissions, fields: { Lead: { remove: ['Title'] } } };
      assert.equal((await patchOrg(emulator, patch)).status, 400, JSON.stringify(permissions));
    }
    assert.equal((await fieldsOf(tidy, 'Lead')).has('Title'), true);
  });

  it('answers the older versions too, and no others', async () => {
    const old = await send(`${emulator.url}/services/data/v60.0/sobjects/Lead/describe`, {
      headers: { authorization: `Bearer ${tidy.token}` },
    });
    assert.equal(old.body['urls']?.['sobject'], '/services/data/v60.0/sobjects/Lead');
    const none = await send(`${emulator.url}/services/data/v59.0/sobjects`, {
      headers: { authorization: `Bearer ${tidy.token}` },
    });
    assert.equal(none.status, 404);
  });
});
