import { expandField, type FieldSeed } from './expand.js';
import { isFieldType, type Field } from './field.js';
import { picklists } from './picklists.js';

/**
 * Reads a field table: one field a line, `Name | Label | type argument | flags`.
 *
 * The argument is a length (`string 80`), precision and scale (`double 18,15`), digits (`int 8`), option list and
 * length (`picklist Rating,40`) or targets (`reference Group,User`). Flags: `ro` `create-only` `update-only`
 * `required` `nonnull` `default=x` `set` (the org fills it in) `lookup` `external` `unique` `restricted` `auto`
 * `name` `in=Compound` `kind=extraTypeInfo` `relation=Name` `help="…"` `plain` (not aggregated) `fixed` and `fls`
 * (outside or under field-level security).
 */
export function fieldTable(lines: string): Field[] {
  return lines
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(parseLine);
}

function parseLine(line: string): Field {
  const [name = '', label = '', typed = '', flags = ''] = line.split('|').map((part) => part.trim());
  const [word = '', argument = ''] = typed.split(' ');
  if (!isFieldType(word)) throw new Error(`The field table knows no type “${word}” (${name}).`);
  const seed: FieldSeed = { name, label, type: word };
  readArgument(seed, argument);
  for (const flag of flags.match(/\w[\w-]*(=("[^"]*"|\S*))?/g) ?? []) readFlag(seed, flag);
  return expandField(seed);
}

function readArgument(seed: FieldSeed, argument: string): void {
  const parts = argument === '' ? [] : argument.split(',');
  switch (seed.type) {
    case 'reference':
      seed.referenceTo = parts;
      seed.polymorphicForeignKey = parts.length > 1;
      seed.namePointing = parts.length > 1;
      seed.relationshipName = seed.name.endsWith('__c')
        ? seed.name.replace(/__c$/, '__r')
        : seed.name.replace(/Id$/, '');
      seed.searchPrefilterable =
        !parts.includes('User') && !/^(MasterRecord|RecurrenceActivity)Id$/.test(seed.name);
      return;
    case 'picklist':
    case 'multipicklist':
    case 'combobox':
      seed.picklistValues = picklists[parts[0] ?? ''] ?? [];
      if (parts[1]) seed.length = Number(parts[1]);
      return;
    case 'int':
      if (parts[0]) seed.digits = Number(parts[0]);
      return;
    case 'double':
    case 'currency':
    case 'percent':
      seed.precision = Number(parts[0] ?? 18);
      seed.scale = Number(parts[1] ?? 0);
      return;
    default:
      if (parts[0]) seed.length = Number(parts[0]);
  }
}

function readFlag(seed: FieldSeed, flag: string): void {
  const [word, raw = ''] = flag.split(/=(.*)/s);
  const value = raw.replace(/^"|"$/g, '');
  switch (word) {
    case 'ro':
      seed.createable = false;
      seed.updateable = false;
      break;
    case 'create-only':
      seed.updateable = false;
      break;
    case 'update-only':
      seed.createable = false;
      break;
    case 'required':
    case 'nonnull':
      seed.nillable = false;
      break;
    case 'default':
      seed.defaultValue = value === 'true' ? true : value;
      seed.defaultedOnCreate = true;
      break;
    case 'set':
      seed.nillable = false;
      seed.defaultedOnCreate = true;
      break;
    case 'lookup':
      seed.idLookup = true;
      break;
    case 'external':
      seed.externalId = true;
      seed.idLookup = true;
      break;
    case 'unique':
      seed.unique = true;
      break;
    case 'restricted':
      seed.restrictedPicklist = true;
      break;
    case 'auto':
      seed.autoNumber = true;
      break;
    case 'name':
      seed.nameField = true;
      break;
    case 'in':
      seed.compoundFieldName = value;
      break;
    case 'kind':
      seed.extraTypeInfo = value;
      break;
    case 'relation':
      seed.relationshipName = value === '' ? null : value;
      break;
    case 'help':
      seed.inlineHelpText = value;
      break;
    case 'plain':
      seed.aggregatable = false;
      break;
    case 'fixed':
      seed.permissionable = false;
      break;
    case 'fls':
      seed.permissionable = true;
      break;
    default:
      throw new Error(`The field table knows no flag “${flag}” (${seed.name}).`);
  }
}
