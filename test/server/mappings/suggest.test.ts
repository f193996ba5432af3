import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmField, Row, SourceField } from '../../../server/contract/model/index.js';
import { builtInFields } from '../../../server/contract/rules/built-in-fields.js';
import { firstMapping } from '../../../server/mappings/document.js';
import { suggestions } from '../../../server/mappings/suggest.js';
import { crmField, lead, meeting, objectMapping, options } from './material.js';

interface Given {
  readonly object?: typeof lead;
  readonly fields: readonly CrmField[];
  readonly own?: readonly SourceField[];
  readonly rows?: readonly (Pick<Row, 'id' | 'target'> & Partial<Row>)[];
}

function proposed({ object = lead, fields, own = [], rows = [] }: Given) {
  return suggestions({
    mapping: firstMapping({ [object.name]: objectMapping(...rows) }, []),
    objects: [object],
    fields: { [object.name]: fields },
    sources: [...builtInFields, ...own],
  }).map(({ target, sources: [source], reason }) => [
    source && 'field' in source ? source.field : '',
    target,
    reason.code,
  ]);
}

describe('suggestions', () => {
  it('know the names that CRMs give to things', () => {
    const fields = [
      crmField('Title', 'text', { label: 'Title' }),
      crmField('MailingCity', 'text', { label: 'Mailing City' }),
      crmField('Team_Size__c', 'text', { label: 'Head count', custom: true }),
    ];
    const own: SourceField[] = [{ key: 'teamSize', label: 'People', object: 'contact', type: 'text' }];
    assert.deepEqual(proposed({ fields, own }), [
      ['jobTitle', 'Title', 'known_name'],
      ['city', 'MailingCity', 'known_name'],
      ['teamSize', 'Team_Size__c', 'known_name'],
    ]);
  });

  it('read abbreviations, prefixes of a house, packages and other languages', () => {
    const named = (name: string, label: string, type: CrmField['type'] = 'text') =>
      crmField(name, type, { label, custom: true });
    const of = (field: CrmField, own: SourceField[] = []) =>
      proposed({ fields: [field], own }).map(([source]) => source);
    const mobile: SourceField = { key: 'mobile', label: 'Mobile', object: 'contact', type: 'phone' };
    assert.deepEqual(of(named('Mobile_Ph__c', 'Mobile Ph.', 'phone'), [mobile]), ['mobile']);
    assert.deepEqual(of(named('acme__Phone__c', 'Contact: Phone', 'phone')), ['phone']);
    assert.deepEqual(of(named('Unternehmen__c', 'Unternehmen')), ['company']);
    assert.deepEqual(of(named('Ville__c', '3. Ville')), ['city']);
    assert.deepEqual(of(named('Cargo__c', 'Cargo')), ['jobTitle']);
    const marked = ['Ph', 'City', 'Cntry', 'Segment'].map((word) => named(`XY_${word}__c`, `XY ${word}`));
    assert.deepEqual(
      proposed({ fields: marked })
        .map(([source]) => source)
        .sort(),
      ['city', 'country', 'phone'],
    );
  });

  it('leave alone what only sounds alike', () => {
    const labels =
      'Assistant Phone,Billing City,Home Phone,Fax,Company Phone,Other Phone,Parent Company,Company Description,Number of Meetings,Last Phone Call,Is Company,Phone Opt Out,Date of Start,Lead Score,Email Domain,IP Country,Previous Job Title,Phone (old),Phone 2,Email Status,[OLD] Phone,(Deprecated) Phone,zz Phone,x Phone,Phone (SFDC),Personal Phone,User Name,Company City,Company Email';
    const fields = labels
      .split(',')
      .map((label) => crmField(`${label.replace(/\W+/g, '_')}__c`, 'text', { label, custom: true }));
    assert.deepEqual(proposed({ fields }), []);
    assert.deepEqual(proposed({ object: meeting, fields }), []);
  });

  it('read words that are cut short, and days that say so', () => {
    const own: SourceField[] = [
      { key: 'studentId', label: 'Student ID', object: 'contact', type: 'text' },
      { key: 'live', label: 'Expected go-live date', object: 'contact', type: 'date' },
      { key: 'budget', label: 'Budget', object: 'contact', type: 'number' },
    ];
    const fields = [
      crmField('Stu_No__c', 'text', { label: 'Stu. ID', custom: true }),
      crmField('Go__c', 'date', { label: 'Expected Go-live', custom: true }),
      crmField('Amount__c', 'number', { label: 'Budget (USD)', custom: true }),
      crmField('Sale_Id__c', 'text', { label: 'Stu. Index', custom: true }),
    ];
    assert.deepEqual(
      proposed({ fields, own })
        .map(([source, target]) => [source, target])
        .sort(),
      [
        ['budget', 'Amount__c'],
        ['live', 'Go__c'],
        ['studentId', 'Stu_No__c'],
      ],
    );
  });

  it('take a role in a purchase for no job title', () => {
    const role = (...values: string[]) =>
      crmField('Role__c', 'enum', { label: 'Role', custom: true, options: options(...values) });
    assert.deepEqual(proposed({ fields: [role('Decision Maker', 'Influencer')] }), []);
    assert.equal(proposed({ fields: [role('Head of Operations', 'Clerk')] }).length, 1);
  });

  it('read Dutch, Italian and Japanese', () => {
    const labels = 'Telefoonnummer,Cognome,会社名,Plaats,メールアドレス,Mansione';
    const fields = labels
      .split(',')
      .map((label, at) => crmField(`F${at}__c`, 'text', { label, custom: true }));
    assert.deepEqual(
      proposed({ fields })
        .map(([source]) => source)
        .sort(),
      ['city', 'company', 'email', 'jobTitle', 'lastName', 'phone'],
    );
  });

  it('read what trades ask before a meeting', () => {
    const asked = (key: string, label: string, type: SourceField['type'] = 'text'): SourceField => ({
      ...{ key, label, object: 'contact', type },
    });
    const own = [
      asked('q1', 'I agree to the privacy policy', 'boolean'),
      asked('q2', 'Salary expectations', 'number'),
      asked('q3', 'List your current medications', 'multiline'),
      asked('q4', 'Ihre Kundennummer'),
      asked('q5', 'Umsatzsteuer-ID'),
      asked('q6', 'Quero receber a newsletter', 'boolean'),
    ];
    const fields = [
      crmField('A__c', 'boolean', { label: 'GDPR Consent', custom: true }),
      crmField('B__c', 'number', { label: 'Desired Salary', custom: true }),
      crmField('C__c', 'multiline', { label: 'Medications', custom: true }),
      crmField('D__c', 'text', { label: 'Kundennr.', custom: true }),
      crmField('E__c', 'text', { label: 'USt-IdNr.', custom: true }),
      crmField('F__c', 'boolean', { label: 'Newsletter opt-in', custom: true }),
    ];
    assert.deepEqual(
      proposed({ fields, own })
        .map(([source, target]) => `${source} ${target}`)
        .sort(),
      ['q1 A__c', 'q2 B__c', 'q3 C__c', 'q4 D__c', 'q5 E__c', 'q6 F__c'],
    );
  });

  it('take what a question asks how many of for a number', () => {
    const labels = ['How many warehouses do you have?', 'Wie viele Lager haben Sie?'];
    const targets = ['Number of warehouses', 'Anzahl Lager'];
    for (const [at, label] of labels.entries()) {
      const own: SourceField[] = [{ key: 'q', label, object: 'contact', type: 'number' }];
      const fields = [
        crmField('N__c', 'number', { label: targets[at] ?? '', custom: true }),
        crmField('W__c', 'number', { label: 'Warehouse capacity', custom: true }),
      ];
      assert.deepEqual(proposed({ fields, own }), [['q', 'N__c', 'known_name']]);
    }
  });

  it('find the field in a whole question, unless the question is of somebody else', () => {
    const field = crmField('S__c', 'text', { label: 'Serial Number', custom: true });
    const asked = (label: string) =>
      proposed({ fields: [field], own: [{ key: 'q', label, object: 'contact', type: 'text' }] });
    assert.deepEqual(asked('What is the serial number of your device?'), [['q', 'S__c', 'similar_name']]);
    assert.deepEqual(asked('What was the serial number of your previous device?'), []);
    assert.deepEqual(asked('Device serial'), []);
    const fields = ['Partner Email', 'Email details'].map((label, at) =>
      crmField(`E${at}__c`, 'email', { label, custom: true }),
    );
    const own: SourceField[] = [{ key: 'q', label: 'Preferred email', object: 'contact', type: 'email' }];
    assert.deepEqual(proposed({ fields, own }), []);
  });

  it('tell a field by its choices', () => {
    const answers = ['Onsite', 'Hybrid', 'Remote'];
    const asked = (label: string, values: readonly string[]): SourceField => ({
      ...{ key: 'q', label, object: 'contact', type: 'enum' },
      options: values.map((value) => ({ value, label: value })),
    });
    const field = crmField('W__c', 'enum', {
      label: 'Workplace',
      custom: true,
      options: options(...answers),
    });
    const of = (source: SourceField, target = field) => proposed({ fields: [target], own: [source] });
    assert.deepEqual(of(asked('Where would you like to be?', answers)), [['q', 'W__c', 'same_choices']]);
    assert.deepEqual(of(asked('Where would you like to be?', ['Onsite', 'Hybrid'])), []);
    assert.deepEqual(of(asked('Preferred language', answers)), []);
    const rating = crmField('R__c', 'enum', { label: 'Rating', options: options('High', 'Medium', 'Low') });
    assert.deepEqual(of(asked('How urgent is it?', ['High', 'Medium', 'Low']), rating), []);
  });

  it('prefer, of fields with the same choices, the one that is called so', () => {
    const answers = ['Slack', 'Zapier', 'Teams'];
    const preferred = (label: string, ...labels: string[]) => {
      const own: SourceField = {
        ...{ key: 'q', label, object: 'contact', type: 'enum' },
        options: answers.map((value) => ({ value, label: value })),
      };
      const fields = labels.map((called) =>
        crmField(called, 'enum', { label: called, custom: true, options: options(...answers) }),
      );
      return proposed({ fields, own: [own] }).map(([, target]) => target);
    };
    assert.deepEqual(preferred('Which plan are you interested in?', 'Plan tier', 'Plan of interest'), [
      'Plan of interest',
    ]);
    assert.deepEqual(preferred('Which tools do you need?', 'Active tools', 'Tools needed'), ['Tools needed']);
    assert.deepEqual(preferred('Which tools do you need?', 'Active tools', 'Idle tools'), []);
  });

  it('take what trades call a meeting for one, before or after', () => {
    const fields = [
      crmField('A__c', 'text', { label: 'Consultation Status', custom: true }),
      crmField('B__c', 'number', { label: 'Call duration (min)', custom: true }),
      crmField('C__c', 'text', { label: 'Location of visit', custom: true }),
      crmField('D__c', 'number', { label: 'Number of visits', custom: true }),
      crmField('E__c', 'datetime', { label: 'Previous visit start', custom: true }),
    ];
    assert.deepEqual(
      proposed({ object: meeting, fields })
        .map(([source, target]) => [source, target])
        .sort(),
      [
        ['duration', 'B__c'],
        ['location', 'C__c'],
        ['status', 'A__c'],
      ],
    );
  });

  it('leave a case’s origin alone whatever the key of the question says', () => {
    const service = { ...meeting, name: 'Case', role: 'case' as const };
    const own: SourceField[] = [
      { key: 'source', label: 'How did you find us?', object: 'contact', type: 'text' },
    ];
    const origin = crmField('Origin', 'enum', {
      label: 'Case Origin',
      options: options('Phone', 'Web', 'Chat', 'Fax'),
    });
    assert.deepEqual(proposed({ object: service, fields: [origin], own }), []);
  });

  it('prefer a field that every account has where labels are the same', () => {
    const own: SourceField[] = [
      { key: 'q', label: 'Number of employees', object: 'contact', type: 'number' },
    ];
    const fields = ['num_employees', 'numemployees'].map((name) =>
      crmField(name, 'number', { label: 'Number of Employees' }),
    );
    assert.deepEqual(proposed({ fields, own }), [['q', 'numemployees', 'same_label']]);
  });

  it('put what a booking asks of the person on the person, but for its notes', () => {
    const asked = (label: string): SourceField => ({ key: 'q', label, object: 'booking', type: 'multiline' });
    const reason = crmField('V__c', 'multiline', { label: 'Reason for Visit', custom: true });
    const notes = crmField('Description', 'multiline', { label: 'Description' });
    const fields = [reason, notes];
    assert.deepEqual(proposed({ fields, own: [asked('What is the reason for your visit?')] }), [
      ['q', 'V__c', 'known_name'],
    ]);
    assert.deepEqual(proposed({ fields, own: [asked('Comments')] }), []);
  });

  it('are silent where two fields are as likely and neither is the CRM’s own', () => {
    const fields = ['Phone_A__c', 'Phone_B__c'].map((name) =>
      crmField(name, 'phone', { label: 'Phone', custom: true }),
    );
    assert.deepEqual(proposed({ fields }), []);
  });

  it('follow what similar rows use', () => {
    const contact = { ...lead, name: 'Contact', label: 'Contacts' };
    const hotline = crmField('Hotline__c', 'phone', { label: 'Hotline', custom: true });
    const [only] = suggestions({
      mapping: firstMapping(
        {
          Lead: objectMapping(),
          Contact: objectMapping({ id: 'a', target: 'Hotline__c', sources: [{ field: 'phone' }] }),
        },
        [],
      ),
      objects: [lead, contact],
      fields: { Lead: [hotline], Contact: [hotline] },
      sources: builtInFields,
    });
    assert.equal(only?.reason.sentence, 'Contacts fill Hotline from Phone already.');
  });

  it('do not fill choices with what would rarely be one', () => {
    const zones = crmField('hs_timezone', 'enum', {
      label: 'Time Zone',
      restricted: true,
      options: options('a', 'b', 'c', 'd'),
    });
    assert.deepEqual(proposed({ fields: [zones] }), []);
    const page = crmField('Booking_Page__c', 'url', { label: 'Booking page', custom: true });
    assert.deepEqual(proposed({ object: meeting, fields: [page] }), []);
  });

  it('prefer the field that every account has to one that somebody made', () => {
    const fields = [
      crmField('Phone_2__c', 'phone', { label: 'Phone', custom: true }),
      crmField('Phone', 'phone', { label: 'Business Phone' }),
    ];
    assert.deepEqual(proposed({ fields }), [['phone', 'Phone', 'same_name']]);
  });

  it('propose nothing that is mapped, does not fit, can’t be written or shares no choice', () => {
    const fields = [
      crmField('City', 'text'),
      crmField('Country', 'number'),
      crmField('Website', 'url', { updateable: false }),
      crmField('Status', 'enum', { options: options('Open', 'Closed') }),
      crmField('Company', 'reference'),
      crmField('Job_Title__c', 'text', { label: 'Job title' }),
    ];
    const rows = [
      { id: 'a', target: 'City' },
      { id: 'b', target: 'Other', sources: [{ field: 'jobTitle' }] },
    ];
    assert.deepEqual(proposed({ fields, rows }), []);
  });

  it('leave a group alone of which one field is filled: start, end and duration would have to agree', () => {
    const fields = [crmField('End', 'datetime'), crmField('Minutes', 'number', { label: 'Duration' })];
    assert.deepEqual(proposed({ object: meeting, fields }).length, 2);
    assert.deepEqual(
      proposed({ object: meeting, fields, rows: [{ id: 'e', target: 'End', sources: [{ field: 'end' }] }] }),
      [],
    );
  });
});
