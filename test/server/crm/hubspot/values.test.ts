import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CrmField, CrmValueType } from '../../../../server/contract/model/index.js';
import { propertyName } from '../../../../server/crm/hubspot/new-field.js';
import { values } from '../../../../server/crm/hubspot/values.js';
import { isMarkerOnly, markerOn, withMarker } from '../../../../server/crm/hubspot/writing/marker.js';

describe('values on HubSpot’s wire', () => {
  const encoded: readonly [CrmValueType, string | number | boolean | readonly string[], string][] = [
    ['text', 'Ana', 'Ana'],
    ['number', 1234.5, '1234.5'],
    ['number', 1e21, '1000000000000000000000'],
    ['number', 1e-7, '0.0000001'],
    ['boolean', true, 'true'],
    ['boolean', false, 'false'],
    ['date', '2026-12-01', '2026-12-01'],
    ['datetime', '2026-12-01T15:00:00.000Z', '2026-12-01T15:00:00Z'],
    ['datetime', '2026-12-01T10:00:00-05:00', '2026-12-01T15:00:00Z'],
    ['multi_enum', ['a', 'b'], 'a;b'],
    ['multi_enum', [], ''],
  ];
  for (const [type, value, wire] of encoded) {
    it(`are text: ${type} ${JSON.stringify(value)}`, () =>
      assert.equal(values.encode(value, field(type)), wire));
  }

  const same: readonly [CrmValueType, string | null, string, boolean][] = [
    ['number', '12.50', '12.5', true],
    ['number', '12', '13', false],
    ['date', '1764547200000', '2025-12-01', true],
    ['datetime', '2026-12-01T15:00:00.000Z', '2026-12-01T15:00:00Z', true],
    ['multi_enum', 'b;a', 'a;b', true],
    ['email', 'Ana@Acme.com', 'ana@acme.com', true],
    ['text', 'Ana', 'ana', false],
    ['text', null, '', true],
    ['text', null, 'x', false],
  ];
  for (const [type, wire, wanted, equal] of same) {
    it(`are compared as ${type}: ${wire} and ${wanted}`, () => {
      assert.equal(values.equal(wire, wanted, field(type)), equal);
    });
  }

  it('tell what became of the meeting, as far as the account knows the outcome', () => {
    const outcome = {
      ...field('enum', 'hs_meeting_outcome'),
      options: [{ value: 'CANCELED', label: 'Canceled', active: true }],
    };
    assert.deepEqual(
      values.lifecycle('meetings', 'cancelled', [outcome]).map(({ field: name, value }) => [name, value]),
      [['hs_meeting_outcome', 'CANCELED']],
    );
    assert.deepEqual(values.lifecycle('meetings', 'no_show', [outcome]), []);
    assert.deepEqual(values.lifecycle('contacts', 'cancelled', [outcome]), []);
  });
});

describe('the marker of a meeting', () => {
  for (const link of [null, '', 'https://meet.example/a', 'https://meet.example/a?x=1#top']) {
    it(`comes back from ${JSON.stringify(link)}`, () => {
      const marked = withMarker(link, 'acme/bkg 42#é');
      assert.equal(markerOn(marked), 'acme/bkg 42#é');
      assert.equal(isMarkerOnly(marked), !link);
      assert.equal(values.isBlank(marked), !link);
    });
  }

  it('is not seen where there is none', () => {
    for (const link of [null, undefined, '', 'https://meet.example/a', 'https://x.example/#booking']) {
      assert.equal(markerOn(link), null);
    }
  });
});

describe('the name of a new property', () => {
  for (const [label, name] of [
    ['Team size', 'team_size'],
    ['Größe', 'gro_e'],
    ['2nd choice', 'field_2nd_choice'],
    ['  —Été! ', 'ete'],
  ] as const) {
    it(`is made of “${label}”`, () => assert.equal(propertyName(label), name));
  }

  it('is there for a label without Latin letters', () => {
    assert.match(propertyName('会社規模'), /^field_[a-z0-9]+$/);
    assert.notEqual(propertyName('会社規模'), propertyName('会社'));
  });
});

function field(type: CrmValueType, name = 'x'): CrmField {
  return {
    name,
    label: name,
    type,
    crmType: type,
    custom: false,
    group: null,
    required: null,
    createable: true,
    updateable: true,
    options: [],
    restricted: false,
    maxLength: null,
    precision: null,
    scale: null,
    help: null,
  };
}
