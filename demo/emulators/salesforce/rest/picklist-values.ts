import { createHash } from 'node:crypto';
import type { JsonObject } from '../../json.js';
import { notFound } from '../failure.js';
import { valuesOfRecordType } from '../rules/picklist-limits.js';
import { allowingPositions, controllingValues } from '../schema/dependency.js';
import { MASTER_RECORD_TYPE } from '../schema/describe.js';
import type { Field } from '../schema/field.js';
import { findField } from '../schema/sobject.js';
import type { Session } from '../session.js';
import type { RestReply, RestRequest } from './message.js';

/**
 * `GET /ui-api/object-info/{object}/picklist-values/{recordTypeId}[/{field}]`: what a record type offers, which describe
 * does not tell (Salesforce docs, User Interface API, "Get Values for All Picklist Fields of a Record Type").
 */
export function picklistValues(session: Session, { path }: RestRequest): RestReply {
  const [, info, object = '', kind, recordTypeId = '', name] = path;
  const view = session.org.view(object);
  if (info !== 'object-info' || kind !== 'picklist-values' || !view) throw notFound();
  const isKnown = view.sobject.recordTypes.some(({ id }) => id === recordTypeId);
  if (!isKnown && recordTypeId !== MASTER_RECORD_TYPE) throw notFound();
  const base = `/services/data/v${session.version}/ui-api/object-info/${view.sobject.name}/picklist-values/${recordTypeId}`;
  const offers = (field: Field): JsonObject => {
    const offered = valuesOfRecordType(session.org, view.sobject, recordTypeId, field.name);
    const controller =
      field.controllerName === null ? undefined : findField(view.fields, field.controllerName);
    const positions = controller ? controllingValues(controller).map((value, at) => [value, at]) : [];
    const values = field.picklistValues
      .filter(({ active, value }) => active && offered?.includes(value) !== false)
      .map((option) => {
        const validFor = controller ? allowingPositions(option) : [];
        return { attributes: null, label: option.label, validFor, value: option.value };
      });
    const controllerValues: JsonObject = Object.fromEntries(positions);
    return withTag({ controllerValues, defaultValue: null, url: `${base}/${field.name}`, values });
  };
  const fields = view.fields.filter(({ type }) => type === 'picklist' || type === 'multipicklist');
  if (name !== undefined) {
    const field = findField(fields, name);
    if (!field) throw notFound();
    return { status: 200, body: offers(field) };
  }
  const picklistFieldValues = Object.fromEntries(fields.map((field) => [field.name, offers(field)]));
  return { status: 200, body: withTag({ picklistFieldValues }) };
}

function withTag(body: JsonObject): JsonObject {
  return { eTag: createHash('md5').update(JSON.stringify(body)).digest('hex'), ...body };
}
