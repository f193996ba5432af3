import type { Locator, Page } from 'playwright-core';
import type { Org } from './demo.js';

/** A CRM by the name that people see. */
export type CrmName = 'HubSpot' | 'Salesforce';

/** The card of a CRM. */
export function card(page: Page, crm: CrmName): Locator {
  return page.getByRole('article', { name: crm, exact: true });
}

/** Waits until something can be read; what is also said to screen readers counts once. */
export async function reads(place: Locator | Page, text: string | RegExp): Promise<void> {
  await place.getByText(text).first().waitFor();
}

/** Presses Connect (or what else opens the window) and answers the window. */
export async function openSignIn(page: Page, press: Locator): Promise<Page> {
  const [window] = await Promise.all([page.waitForEvent('popup'), press.click()]);
  await window.getByRole('button', { name: 'Allow' }).waitFor();
  return window;
}

/** Chooses an org in the CRM's window and allows or denies. */
export async function decide(
  window: Page,
  { org = 'tidy', decision = 'Allow' }: { org?: Org; decision?: 'Allow' | 'Deny' } = {},
): Promise<void> {
  await window.getByRole('radio', { name: org }).check();
  await window.getByRole('button', { name: decision }).click();
}

/** Connects a CRM in its window, and waits until its fields can be mapped. */
export async function connect(page: Page, crm: CrmName, { org = 'tidy' }: { org?: Org } = {}): Promise<void> {
  const window = await openSignIn(page, card(page, crm).getByRole('button', { name: `Connect ${crm}` }));
  await decide(window, { org });
  await card(page, crm).getByRole('button', { name: 'Send a test booking' }).waitFor();
}

/** Chooses from the menu of a card. */
export async function chooseOnCard(page: Page, crm: CrmName, item: string): Promise<void> {
  await card(page, crm)
    .getByRole('button', { name: /^More for/ })
    .click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Disconnects a CRM, with what becomes of its mapping. */
export async function disconnect(
  page: Page,
  crm: CrmName,
  mapping: 'Keep the mapping' | 'Delete the mapping too' = 'Keep the mapping',
): Promise<void> {
  await chooseOnCard(page, crm, 'Disconnect');
  await page.getByRole('dialog', { name: `Disconnect ${crm}?` }).waitFor();
  // What is slotted into the dialog is no child of it, so it is looked for on the page.
  await page.getByRole('radio', { name: mapping }).check();
  await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
  await page.getByRole('button', { name: `Connect ${crm}` }).waitFor();
}

/** The field mapper of a CRM. */
export function mapper(page: Page, crm: CrmName): Locator {
  return page.getByRole('region', { name: `${crm} fields` });
}

/** Chooses in a combobox as a person without a mouse does: types, goes down, presses Enter. */
export async function pick(page: Page, combobox: Locator, typed: string): Promise<void> {
  const field = await combobox.elementHandle();
  await field?.waitForElementState('editable');
  await combobox.focus();
  await page.keyboard.type(typed);
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Adds a mapping by keyboard: which field of the CRM, filled from which of ours. */
export async function addMapping(page: Page, crm: CrmName, target: string, source: string): Promise<Locator> {
  await mapper(page, crm).getByRole('button', { name: 'Add Mapping' }).press('Enter');
  const row = mapper(page, crm).getByRole('group', { name: 'New mapping' });
  await pick(page, row.getByRole('combobox', { name: /^Field of/ }), target);
  const made = mapper(page, crm)
    .getByRole('group', { name: /^Mapping of/ })
    .filter({ has: page.locator(':focus') });
  await pick(page, made.getByRole('combobox', { name: /^Source of/ }), source);
  return made;
}

/** Saves the mapping and waits until it is. */
export async function save(page: Page, crm: CrmName): Promise<void> {
  await mapper(page, crm).getByRole('button', { name: 'Save', exact: true }).click();
  await page
    .getByText(/^Saved version \d+/)
    .first()
    .waitFor();
}

/** What a visitor enters when booking; answers by the question's text. */
export interface Visitor {
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly company?: string;
  readonly answers?: Readonly<Record<string, string>>;
}

/** Goes to a part of the host's settings. */
export async function goTo(
  page: Page,
  place: 'Integrations' | 'Booking page' | 'Routing form' | 'Meetings',
): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: place }).click();
}

/** Comes back to the integrations on a page that is loaded anew. */
export async function comeBack(page: Page): Promise<void> {
  await goTo(page, 'Integrations');
  await page.reload();
}

/** Books a meeting on the host's booking page. */
export async function book(page: Page, visitor: Visitor): Promise<void> {
  await goTo(page, 'Booking page');
  const form = page.getByRole('form', { name: 'Book a meeting' });
  await form.getByLabel('E-mail').fill(visitor.email);
  await form.getByLabel('First name').fill(visitor.firstName ?? '');
  await form.getByLabel('Last name').fill(visitor.lastName ?? '');
  await form.getByLabel('Phone').fill(visitor.phone ?? '');
  await form.getByLabel('Which company are you with?').fill(visitor.company ?? '');
  for (const [question, answer] of Object.entries(visitor.answers ?? {})) {
    const field = form.getByLabel(question);
    if (await field.evaluate((element) => element instanceof HTMLSelectElement))
      await field.selectOption(answer);
    else await field.fill(answer);
  }
  await answered(page, 'POST', () => form.getByRole('button', { name: 'Book meeting' }).click());
}

/** Moves or ends a booked meeting on the host's list. */
export async function change(
  page: Page,
  act: 'Reschedule' | 'Cancel' | 'No-show' | 'Completed',
  person: string,
): Promise<void> {
  await goTo(page, 'Meetings');
  await answered(page, 'PATCH', () => page.getByRole('button', { name: `${act} ${person}` }).click());
}

/** Fills in the host's routing form, which books nothing. */
export async function askSales(page: Page, visitor: Visitor): Promise<void> {
  await goTo(page, 'Routing form');
  const form = page.getByRole('form', { name: 'Contact sales' });
  await form.getByLabel('E-mail').fill(visitor.email);
  await form.getByLabel('First name').fill(visitor.firstName ?? '');
  await form.getByLabel('Last name').fill(visitor.lastName ?? '');
  await form.getByLabel('Your company').fill(visitor.company ?? '');
  await answered(page, 'POST', () => form.getByRole('button', { name: 'Send answers' }).click());
}

/** Waits until the host's backend has taken what an act sends it. */
async function answered(page: Page, method: string, act: () => Promise<void>): Promise<void> {
  const [reply] = await Promise.all([
    page.waitForResponse((each) => each.request().method() === method && each.url().includes('/api/')),
    act(),
  ]);
  if (!reply.ok()) throw new Error(`The host answered ${reply.status()}: ${await reply.text()}`);
}

/** Shows the tab of an object in the mapper. */
export async function openTab(page: Page, crm: CrmName, object: string): Promise<void> {
  await mapper(page, crm).getByRole('tab', { name: object }).click();
}

/** Where the fallback of a field is entered, where that is a text. */
export function fallbackOf(page: Page, crm: CrmName, field: string): Locator {
  return mapper(page, crm).getByLabel(`If empty, use for ${field}`);
}

/** Enters what is used when a booking has no value for a field. */
export async function fallback(page: Page, crm: CrmName, field: string, value: string): Promise<void> {
  await fallbackOf(page, crm, field).fill(value);
  await page.keyboard.press('Tab');
  await mapper(page, crm).getByRole('button', { name: 'Save', exact: true }).waitFor();
}

/** What has been synced: all of it. */
export function activity(page: Page): Locator {
  return page.getByRole('region', { name: 'Sync activity' });
}

/** What was synced of a person, newest first. */
export function activityOf(page: Page, person: string): Locator {
  return activity(page).getByRole('listitem').filter({ hasText: person }).first();
}
