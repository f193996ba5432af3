import { expect, fixture, html } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import '../../../components/define.js';
import type { CrmContactField } from '../../../components/index.js';
import { readerOf, settled } from '../reader.js';
import { newTenant, type Tenant } from '../stage.js';
import { click, expectAccessible, press, type } from '../ui/person.js';

await customElements.whenDefined('crm-contact-field');

interface Setting {
  readonly value?: string;
  readonly required?: boolean;
  readonly disabled?: boolean;
  readonly fieldsetDisabled?: boolean;
  readonly labelled?: boolean;
}

async function openForm(tenant: Tenant, setting: Setting = {}) {
  await emulateMedia({ reducedMotion: 'reduce' });
  const token = await tenant.token();
  const heard: string[] = [];
  const hear = ({ type: kind, target }: Event) => {
    if (target instanceof HTMLElement && target.matches('crm-contact-field')) heard.push(kind);
  };
  const form = await fixture<HTMLFormElement>(
    html`<form @input=${hear} @change=${hear} @submit=${(event: Event) => event.preventDefault()}>
      ${setting.labelled ? html`<label for="picker">Keep the answer in</label>` : ''}
      <fieldset ?disabled=${setting.fieldsetDisabled ?? false}>
        <crm-contact-field
          id="picker"
          name="contactField"
          value=${setting.value ?? ''}
          server=${tenant.server}
          token=${token}
          ?required=${setting.required ?? false}
          ?disabled=${setting.disabled ?? false}
        ></crm-contact-field>
      </fieldset>
      <button>Save</button>
    </form>`,
  );
  const field = form.querySelector<CrmContactField>('crm-contact-field');
  if (!field) throw new Error('The form has no field.');
  const reader = readerOf(field);
  await reader.see('combobox', setting.labelled ? 'Keep the answer in' : 'Save the answer to');
  const entered = () => new FormData(form).get('contactField');
  return { ...reader, form, field, heard, entered };
}

describe('the contact field picker', () => {
  let connected: Tenant;
  before(async () => {
    connected = await newTenant({ hubspot: 'tidy', salesforce: 'tidy' });
  });

  it('says where the answer goes in each CRM', async () => {
    const page = await openForm(connected, { value: 'company' });
    await page.reads('HubSpot: not mapped');
    await page.reads('Salesforce: Company on Leads');
    await page.see('button', 'Map it in HubSpot');
    await expectAccessible(page.form);
  });

  it('leads to the mapper of the page, which begins a row for it', async () => {
    const token = await connected.token();
    const page = await fixture<HTMLElement>(
      html`<div>
        <crm-field-mapper server=${connected.server} token=${token}></crm-field-mapper>
        <crm-contact-field server=${connected.server} token=${token} value="jobTitle"></crm-contact-field>
      </div>`,
    );
    const [mapper, field] = page.children;
    if (!mapper || !field) throw new Error('The page is incomplete.');
    await readerOf(mapper).reads('HubSpot fields');
    await readerOf(field).press('button', 'Map it in Salesforce');
    await readerOf(mapper).reads('Salesforce fields');
    await readerOf(mapper).see('group', 'New mapping');
    await readerOf(mapper).focusOn('Field of Leads to fill');
  });

  it('says that an answer that is not saved reaches no CRM', async () => {
    const page = await openForm(connected);
    await page.reads('It never reaches HubSpot or Salesforce.');
    await expectAccessible(page.form);
  });

  it('is chosen by typing, tells the form like a native control, and is in its data', async () => {
    const page = await openForm(connected);
    await page.reads('It never reaches');
    await click(await page.see('combobox', 'Save the answer to'));
    await type('job');
    await settled(page.field);
    expect(page.heard).to.deep.equal([]);
    await press('ArrowDown', 'Enter');
    await settled(page.field);
    expect(page.entered()).to.equal('jobTitle');
    expect(page.heard).to.deep.equal(['input', 'change']);
  });

  it('goes back to its first value with the form', async () => {
    const page = await openForm(connected, { value: 'company' });
    page.field.value = 'phone';
    expect(page.entered()).to.equal('phone');
    page.form.reset();
    expect(page.entered()).to.equal('company');
  });

  it('is named by a label of the page, which brings focus to it', async () => {
    const page = await openForm(connected, { labelled: true });
    await click(page.form.querySelector('label'));
    await page.focusOn('Keep the answer in');
    await expectAccessible(page.form);
  });

  it('stops the form when a choice is needed and says so', async () => {
    const page = await openForm(connected, { required: true });
    expect(page.form.checkValidity()).to.equal(false);
    expect(page.field.validity.valueMissing).to.equal(true);
    await page.reads('Choose where the answer is saved.');
    await expectAccessible(page.form);
    page.field.value = 'company';
    expect(page.form.checkValidity()).to.equal(true);
  });

  it('is off with its fieldset, and then not in the data', async () => {
    const page = await openForm(connected, { value: 'company', fieldsetDisabled: true });
    expect(await page.see('combobox', 'Save the answer to')).to.have.property('disabled', true);
    expect(page.entered()).to.equal(null);
    await expectAccessible(page.form);
  });

  it('is off when disabled', async () => {
    const page = await openForm(connected, { value: 'company', disabled: true });
    expect(await page.see('combobox', 'Save the answer to')).to.have.property('disabled', true);
  });

  it('says of a field that is gone that it is', async () => {
    const page = await openForm(connected, { value: 'favouriteColour' });
    await page.reads('HubSpot: not mapped');
    const box = await page.see('combobox', 'Save the answer to');
    expect(box).to.have.property('value', 'This field is not there any more');
    await expectAccessible(page.form);
  });

  it('comes back filled when the browser restores the page', async () => {
    const page = await openForm(connected);
    page.field.formStateRestoreCallback('phone');
    expect(page.entered()).to.equal('phone');
  });
});
