/** What a host writes to hear from the widget: listen where it likes, the events bubble. */
import type {} from '../components/index.js';

const integrations = document.querySelector('crm-connect');

integrations?.addEventListener('crm-connected', ({ detail }) => {
  console.info(`${detail.provider} is connected to ${detail.connection.accountName}.`);
});
