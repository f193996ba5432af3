// Angular's own tools compile templates beforehand; here its compiler does it in the page.
import '@angular/compiler';
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import 'crm-connect/define';
import type { MappingChangedEvent } from 'crm-connect';
import { getToken, server } from '../session.js';
import { told } from '../told.js';

@Component({
  selector: '#app',
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <crm-connect [server]="server" [getToken]="getToken">
      <crm-field-mapper (mapping-changed)="onChanged($event)" />
    </crm-connect>
    <output aria-label="Heard">{{ heard() }}</output>
  `,
})
class Integrations {
  readonly server = server;
  readonly getToken = getToken;
  readonly heard = signal('');

  onChanged({ detail }: MappingChangedEvent): void {
    this.heard.set(told(detail));
  }
}

bootstrapApplication(Integrations).catch((error: unknown) => console.error(error));
