import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LinkedWrite, PersonWrite } from '../../../../server/crm/adapter.js';
import { guestsPart, type Guest } from '../../../../server/crm/salesforce/writer/guests.js';

const shared = { EventWhoIds: 'Who Ids', Description: 'Description' };
const alone = { Description: 'Description' };

describe('guests of an event', () => {
  it('are contacts on it where activities are shared, the person first', () => {
    const guests = [guest('003-bo'), guest('003-cy')];
    const part = guestsPart(event(guests), contact('003-ana'), guests, shared);
    assert.deepEqual(part?.fields, { EventWhoIds: ['003-ana', '003-bo', '003-cy'] });
    assert.deepEqual(part?.outcome, { linked: ['003-bo', '003-cy'], named: [], why: null });
  });

  it('beyond fifty contacts, and leads, are named in the description', () => {
    const guests = [
      guest('00Q-li', 'Lead'),
      ...Array.from({ length: 50 }, (_, at) => guest(`003-${String(at).padStart(2, '0')}`)),
    ];
    const part = guestsPart(event(guests), contact('003-ana'), guests, shared);
    assert.equal(part?.outcome.linked.length, 49);
    assert.deepEqual(part?.outcome.named, ['00Q-li', '003-49']);
    assert.equal(
      part?.fields['Description'],
      'See you\n\nGuests: Bo <00Q-li@acme.example>, Bo <003-49@acme.example>',
    );
  });

  it('of a lead are named, as a lead stands alone', () => {
    const guests = [guest('003-bo')];
    const part = guestsPart(event(guests), { object: 'Lead', id: '00Q-ana' }, guests, shared);
    assert.equal(part?.fields['EventWhoIds'], undefined);
    assert.match(String(part?.outcome.why), /one lead, and nobody else/);
  });

  it('are named where activities are not shared, and a description of the CRM’s own is left alone', () => {
    const guests = [guest('003-bo')];
    const part = guestsPart(event(guests), contact('003-ana'), guests, alone);
    assert.deepEqual(part?.fields, { Description: 'See you\n\nGuests: Bo <003-bo@acme.example>' });
    const known = { ...event(guests), id: '00U-1', fields: {} };
    assert.deepEqual(guestsPart(known, contact('003-ana'), guests, alone)?.fields, {});
  });

  it('who all left are taken off', () => {
    const part = guestsPart(
      { ...event([]), id: '00U-1', guestsBefore: ['003-bo'] },
      contact('003-ana'),
      [],
      shared,
    );
    assert.deepEqual(part?.fields, { EventWhoIds: ['003-ana'] });
  });
});

function contact(id: string) {
  return { object: 'Contact', id };
}

function guest(id: string, object = 'Contact'): Guest {
  const write: PersonWrite = {
    key: id,
    object,
    id,
    mode: 'keep',
    email: `${id}@acme.example`,
    fields: { FirstName: 'Bo' },
    optional: [],
    setsOwner: false,
    duplicates: 'use_match',
  };
  return { write, link: { object, id } };
}

function event(guests: readonly Guest[]): LinkedWrite {
  return {
    key: 'bkg_1',
    object: 'Event',
    id: null,
    person: 'ana',
    fields: { Subject: 'Intro call', Description: 'See you' },
    optional: [],
    setsOwner: false,
    marker: 'bkg_1',
    movedFrom: null,
    guests: guests.map(({ write }) => write.key),
  };
}
