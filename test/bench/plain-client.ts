/** What a first version of an integration does: every booking by itself, one call after another. */
export type PlainClient = (booking: {
  email: string;
  firstName: string;
  lastName: string;
  start: string;
  end: string;
}) => Promise<void>;

/** Search the contact, create it, create the meeting, associate the two. */
export function plainHubspot(url: string, token: string): PlainClient {
  const call = callsWith(url, token);
  return async ({ email, firstName, lastName, start, end }) => {
    const found = await call('POST', '/crm/v3/objects/contacts/search', {
      filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: email }] }],
    });
    const contact =
      found.results?.[0] ??
      (await call('POST', '/crm/v3/objects/contacts', {
        properties: { email, firstname: firstName, lastname: lastName },
      }));
    const meeting = await call('POST', '/crm/v3/objects/meetings', {
      properties: {
        hs_timestamp: start,
        hs_meeting_title: 'Intro call',
        hs_meeting_start_time: start,
        hs_meeting_end_time: end,
      },
    });
    await call('PUT', `/crm/v4/objects/meetings/${meeting.id}/associations/default/contacts/${contact.id}`);
  };
}

/** Query the contact, create it, create the event, which names the contact and so is associated. */
export function plainSalesforce(url: string, token: string): PlainClient {
  const call = callsWith(`${url}/services/data/v62.0`, token);
  return async ({ email, firstName, lastName, start, end }) => {
    const query = `SELECT Id FROM Contact WHERE Email = '${email}'`;
    const found = await call('GET', `/query?q=${encodeURIComponent(query)}`);
    const contact =
      found.records?.[0]?.Id ??
      (await call('POST', '/sobjects/Contact', { Email: email, FirstName: firstName, LastName: lastName }))
        .id;
    await call('POST', '/sobjects/Event', {
      Subject: 'Intro call',
      WhoId: contact,
      StartDateTime: start,
      EndDateTime: end,
    });
  };
}

interface Answer {
  readonly id?: string;
  readonly results?: readonly { readonly id: string }[];
  readonly records?: readonly { readonly Id: string }[];
}

function callsWith(url: string, token: string) {
  return async (method: string, path: string, json?: unknown): Promise<Answer> => {
    const reply = await fetch(url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
}
