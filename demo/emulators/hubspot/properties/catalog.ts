import type { OrgName } from '../../emulated-org.js';
import type { ObjectType } from '../object-types.js';
import { awkwardGrid, awkwardMeetingOptions, awkwardMeetingRows, awkwardRows } from './awkward-rows.js';
import { contactFamilies } from './contact-families.js';
import { contactRows } from './contact-rows.js';
import { companyRows, meetingRows } from './meeting-rows.js';
import type { Property, PropertyGroup } from './property.js';
import { expandOptions, expandRows } from './rows.js';

/** The properties that an org starts with: those of a fresh account, and in `awkward` hundreds of custom ones. */
export function seededProperties(org: OrgName, object: ObjectType['name']): Property[] {
  if (object === 'meetings') return org === 'tidy' ? expandRows(meetingRows) : awkwardMeetings();
  if (object === 'companies') return expandRows(companyRows);
  const standard = expandRows(contactRows + contactFamilies.map(expandFamily).join('\n'));
  return org === 'tidy' ? standard : [...standard, ...expandRows(awkwardRows + expandGrid())];
}

function awkwardMeetings(): Property[] {
  return expandRows(meetingRows + awkwardMeetingRows).map((property) => {
    const added = expandOptions(awkwardMeetingOptions[property.name] ?? '');
    const options = [...property.options, ...added];
    return { ...property, options: options.map((option, displayOrder) => ({ ...option, displayOrder })) };
  });
}

/** One group for each heading that properties stand under. */
export function seededGroups(properties: Property[]): PropertyGroup[] {
  const names = [...new Set(properties.map(({ groupName }) => groupName))];
  return names.map((name, displayOrder) => ({
    name,
    label: groupLabel(name),
    displayOrder,
    archived: false,
  }));
}

function expandFamily([row, group, words]: readonly [row: string, group: string, words: string]): string {
  const lines = words.split(',').map((word) => {
    const [name = '', label = '', ...rest] = row.split('|');
    const spoken = sentence(word.trim());
    return [name.replace('{}', word.trim()), label.replace('{}', spoken), ...rest].join('|');
  });
  return `\n# ${group}\n${lines.join('\n')}`;
}

function expandGrid(): string {
  return awkwardGrid.departments
    .split(', ')
    .map((department) => {
      const name = department.toLowerCase();
      return `\n# ${name}\n${awkwardGrid.rows.replaceAll('{d}', name).replaceAll('{D}', department)}`;
    })
    .join('');
}

function groupLabel(name: string): string {
  const known: Record<string, string> = {
    contactinformation: 'Contact information',
    meeting_info: 'Meeting information',
    companyinformation: 'Company information',
    emailinformation: 'Email information',
    analyticsinformation: 'Web analytics history',
    conversioninformation: 'Conversion information',
    socialmediainformation: 'Social media information',
    contactlcs: 'Contact lifecycle stage',
  };
  return known[name] ?? sentence(name);
}

function sentence(name: string): string {
  const words = name.replace(/^hs_/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
