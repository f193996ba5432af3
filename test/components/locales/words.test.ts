import { expect } from '@open-wc/testing';
import { english, speakEnglish } from '../../../components/locales/en.js';
import { activity } from '../../../components/locales/en/activity.js';
import { connect } from '../../../components/locales/en/connect.js';
import { contactField } from '../../../components/locales/en/contact-field.js';
import { formatMessage } from '../../../components/locales/message-format.js';
import { Words } from '../../../components/locales/words.js';

describe('a text', () => {
  for (const [text, params, said] of [
    ['Connect {crm}', { crm: 'HubSpot' }, 'Connect HubSpot'],
    ['{count, plural, one {# booking} other {# bookings}}', { count: 1 }, '1 booking'],
    ['{count, plural, one {# booking} other {# bookings}}', { count: 1200 }, '1,200 bookings'],
    ['{count, plural, =0 {None waits.} other {# wait.}}', { count: 0 }, 'None waits.'],
    [
      '{count, plural, one {**{name}** is missing.} other {# are.}}',
      { count: 1, name: 'Lead' },
      '**Lead** is missing.',
    ],
    ['{crms} and no more', { crms: ['HubSpot', 'Salesforce'] }, 'HubSpot and Salesforce and no more'],
    ['{gone}.', {}, '.'],
  ] as const) {
    it(`“${text}” is said as “${said}”`, () => {
      expect(formatMessage(text, params, 'en')).to.equal(said);
    });
  }

  it('chooses the plural of its language', () => {
    const text = '{count, plural, one {# wizyta} few {# wizyty} other {# wizyt}}';
    expect([1, 3, 7].map((count) => formatMessage(text, { count }, 'pl'))).to.deep.equal([
      '1 wizyta',
      '3 wizyty',
      '7 wizyt',
    ]);
  });

  it('may be replaced by the host, also one of the server', () => {
    const words = new Words('en', undefined, {
      'common.cancel': 'Never mind',
      'server.no_person': '{who} is nobody.',
    });
    expect(words.say('common.cancel')).to.equal('Never mind');
    expect(words.say('common.close')).to.equal('Close');
    expect(words.tell({ code: 'no_person', params: { who: 'Lea' }, sentence: 'As sent.' })).to.equal(
      'Lea is nobody.',
    );
    expect(words.tell({ code: 'network', params: {}, sentence: 'As sent.' })).to.equal('As sent.');
  });

  it('of the parts has its braces and its bold in pairs', () => {
    speakEnglish({ ...connect, ...activity, ...contactField });
    for (const [key, text] of Object.entries(english)) {
      expect(text.split('{').length, key).to.equal(text.split('}').length);
      expect(text.split('**').length % 2, key).to.equal(1);
    }
  });

  it('says a day of another year with its year', () => {
    const words = new Words('en');
    const now = new Date('2027-03-01T12:00:00Z');
    expect(words.day('2027-02-03T12:00:00Z', now)).to.equal('Feb 3');
    expect(words.day('2026-02-03T12:00:00Z', now)).to.equal('Feb 3, 2026');
  });
});
