import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLog } from '../../server/http/log.js';
import { startStage, until, type Stage } from './harness.js';

/** Occurs in everything that only the host and the CRM should ever see. */
const secret = 'zq7marked';

const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

function booking(id: string, more: object = {}) {
  return {
    eventId: `evt-${id}`,
    id,
    occurredAt: at(-1),
    status: 'booked',
    contact: {
      email: `${secret}.${id}@acme.example`,
      firstName: `${secret} Ana`,
      lastName: `López ${secret}`,
      company: `${secret} Ltd`,
      phone: `+1 555 ${secret}`,
    },
    booking: { subject: `Call about ${secret}`, start: at(48), end: at(49), location: secret },
    answers: [{ question: 'q1', value: secret }],
    guests: [{ email: `guest.${secret}@acme.example` }],
    ...more,
  };
}

describe('whoever runs the server', () => {
  const lines: string[] = [];
  let stage: Stage;
  before(async () => {
    stage = await startStage({
      effects: { log: createLog('debug', { write: (line) => void lines.push(line) }) },
    });
    await stage.connect('hubspot');
    await stage.connect('salesforce');
    await stage
      .crm('hubspot')
      .faults([{ method: 'POST', path: '/crm/objects/', times: 1, then: { status: 500 } }]);
    const bookings = Array.from({ length: 5 }, (_, n) => booking(`b${n}`));
    // Salesforce refuses the last one: its message quotes what was sent.
    const bad = booking('bad', {
      contact: { email: `${secret}@not an address`, lastName: secret, company: secret },
    });
    for (const some of [bookings, bookings, [bad]]) await stage.api('service').post('/bookings', some);
    await until(async () => {
      const { body } = await stage.api('member').get('/bookings/b4');
      return body.syncs.every(({ state }: { state: string }) => state === 'synced');
    });
    await stage.api('member').get(`/activity?cursor=${secret}`);
    await stage.api('admin').post('/providers/salesforce/mapping/match', { email: `${secret}@acme.example` });
  });
  after(() => stage.close());

  it('finds nobody’s data and no token in the log, however talkative it is', async () => {
    const log = lines.join('');
    assert.ok(lines.length > 30, `${lines.length} lines`);
    const { body } = await stage.api('member').get('/bookings/b0');
    assert.ok(JSON.stringify(body).length > 100);
    assert.doesNotMatch(log, new RegExp(secret, 'i'));
    assert.doesNotMatch(log, /Bearer |eyJ|refresh_token"|access_token"/);
  });

  it('finds connection, booking and the CRM’s own id of the request there', () => {
    const told = lines.map((line): Record<string, unknown> => JSON.parse(line));
    const written = told.find(({ msg }) => msg === 'bookings were written');
    assert.match(String(written?.['connection']), /^con_/);
    assert.ok(Array.isArray(written?.['bookings']) && written['bookings'].length > 0);
    const call = told.find(({ msg }) => msg === 'call to a CRM without success');
    assert.equal(call?.['status'], 500);
    assert.ok(call?.['crmRequestId'], JSON.stringify(call));
    const held = told.find(({ msg }) => msg === 'bookings were not written');
    assert.ok(held?.['fault'] && held['crmRequestId'], JSON.stringify(held));
  });

  it('sees intake, backlog, calls, limits, faults, refreshes and leases', async () => {
    const metrics = await (await fetch(`${stage.url}/metrics`)).text();
    for (const line of [
      /^crm_connect_events_total\{outcome="accepted"\} \d+$/m,
      /^crm_connect_events_total\{outcome="duplicate"\} 5$/m,
      /^crm_connect_crm_calls_total\{.*route="POST \/crm\/objects\/\{version\}\/contacts\/batch\/upsert".*\} \d+$/m,
      /^crm_connect_crm_calls_total\{.*route="POST \/services\/data\/\{version\}\/composite".*\} \d+$/m,
      /^crm_connect_crm_limit_left\{provider="hubspot",window="10s"\} \d+$/m,
      /^crm_connect_crm_limit_left\{provider="salesforce",window="day"\} 14\d\d\d$/m,
      /^crm_connect_faults_total\{provider="hubspot",.*class="transient"\} \d+$/m,
      /^# TYPE crm_connect_waiting_bookings gauge$/m,
      /^# TYPE crm_connect_oldest_waiting_seconds gauge$/m,
      /^# TYPE crm_connect_grant_refreshes_total counter$/m,
      /^crm_connect_connections\{provider="salesforce",status="active"\} 1$/m,
      /^crm_connect_leases_held \d$/m,
    ]) {
      assert.match(metrics, line);
    }
    assert.doesNotMatch(metrics, new RegExp(secret, 'i'));
  });

  it('sees how much waits and for how long', async () => {
    await stage.api().patch('/connections/hubspot', { paused: true });
    await stage.api('service').post('/bookings', booking('later'));
    const read = async () => (await fetch(`${stage.url}/metrics`)).text();
    await until(async () =>
      /^crm_connect_waiting_bookings\{provider="hubspot",state="dirty"\} 1$/m.test(await read()),
    );
    assert.match(
      await read(),
      /^crm_connect_oldest_waiting_seconds\{provider="hubspot",state="dirty"\} \d+$/m,
    );
  });
});
