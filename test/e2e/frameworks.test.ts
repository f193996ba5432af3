import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startDemo, type Demo } from './demo.js';
import { addMapping, connect, reads, save } from './person.js';

describe('The tags in a page that is written with', () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(async () => {
    await demo.close();
    assert.deepEqual(demo.complaints, []);
  });

  for (const framework of ['React', 'Vue', 'Svelte', 'Angular']) {
    it(`${framework} ask its function for tokens, and tell it of each edit`, async () => {
      const page = await demo.begin();
      // The page is built when it is first asked for.
      await page.goto(`${demo.urls.host}/frameworks/${framework.toLowerCase()}`, { timeout: 60_000 });
      await page.getByRole('heading', { name: `CRM Connect in ${framework}` }).waitFor();
      await connect(page, 'HubSpot');
      const heard = page.getByRole('status', { name: 'Heard' });
      await addMapping(page, 'HubSpot', 'Mobile Phone Number', 'Phone');
      await reads(heard, 'hubspot: contacts added, not saved yet');
      await save(page, 'HubSpot');
      await reads(heard, /^hubspot: .*, saved$/);
      const host = page.locator('crm-connect');
      assert.deepEqual(await host.evaluate((tag) => tag.getAttributeNames().sort()), []);
    });
  }
});
