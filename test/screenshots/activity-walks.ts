import {
  activity,
  activityOf,
  book,
  comeBack,
  connect,
  fallback,
  goTo,
  mapper,
  reads,
  save,
} from '../e2e/person.js';
import { begin, type Walk } from './walk.js';

/** The ways through the states of the sync activity and of the contact field picker. */
export const activityWalks: readonly Walk[] = [
  {
    title: 'what synced and what did not',
    to: [
      'activity-not-connected',
      'activity-empty',
      'activity-causes',
      'activity-bookings-of-a-cause',
      'activity-stream',
      'activity-left-out',
    ],
    async go(demo, look) {
      const page = await begin(demo);
      await reads(activity(page), 'Connect a CRM first');
      await look('activity-not-connected', page);
      await connect(page, 'Salesforce');
      await reads(activity(page), 'Nothing has been synced yet');
      await look('activity-empty', page);
      await book(page, { email: 'rex@held.example', firstName: 'Rex', lastName: 'Held' });
      await book(page, { email: 'ida@held.example', firstName: 'Ida', lastName: 'Held' });
      await book(page, {
        email: 'ana@quick.example',
        firstName: 'Ana',
        lastName: 'Quick',
        company: 'Acme',
      });
      await comeBack(page);
      await activity(page)
        .getByRole('heading', { name: /^Needs attention/ })
        .waitFor();
      await activityOf(page, 'Ana Quick').waitFor();
      await look('activity-causes', page);
      await activity(page)
        .getByRole('button', { name: /^More for/ })
        .click();
      await page.getByRole('menuitem', { name: 'Show the bookings' }).click();
      await activity(page)
        .getByRole('button', { name: /^Retry .*Held/ })
        .first()
        .waitFor();
      await look('activity-bookings-of-a-cause', page);
      await fallback(page, 'Salesforce', 'Company', 'Individual');
      await mapper(page, 'Salesforce').getByRole('button', { name: 'Options of First Name' }).click();
      await mapper(page, 'Salesforce')
        .getByRole('checkbox', { name: /^Leave it out/ })
        .check();
      await save(page, 'Salesforce');
      await activityOf(page, 'Rex Held').getByRole('link').first().waitFor();
      await look('activity-stream', page);
      await book(page, {
        email: 'long@name.example',
        firstName: 'L'.repeat(60),
        lastName: 'Long',
        company: 'Acme',
      });
      await comeBack(page);
      await activity(page)
        .getByRole('button', { name: /left out/ })
        .first()
        .click();
      await look('activity-left-out', page);
    },
  },
  {
    title: 'where answers go',
    to: ['contact-field', 'contact-field-picker'],
    async go(demo, look) {
      const page = await begin(demo);
      await connect(page, 'Salesforce');
      await connect(page, 'HubSpot');
      await goTo(page, 'Booking page');
      await page.getByRole('button', { name: 'What is your role?' }).click();
      const question = page.getByRole('form', { name: 'Question' });
      await reads(question, 'HubSpot');
      await look('contact-field', page);
      await question.getByRole('combobox', { name: 'Save the answer to' }).click();
      await page.getByRole('listbox').getByRole('option').first().waitFor();
      await look('contact-field-picker', page);
    },
  },
];
