import { findObjectType } from './object-types.js';

/** What a path is about: the object it names and the route it takes, with ids and names written as `{…}`. */
export function callRoute(path: string): { object: string | undefined; route: string } {
  const parts = path.split('/');
  const at = parts.findIndex((part) => collections.includes(part));
  const isVersion = /^(v\d|\d{4}-\d\d)$/.test(parts[at + 1] ?? '');
  const objectAt = at + (isVersion ? 2 : 1);
  const object = at < 0 ? undefined : findObjectType(parts[objectAt] ?? '')?.name;
  const route = parts.map((part, index) => {
    if (index === objectAt + 1 && object !== undefined && !actions.includes(part)) {
      return parts[at] === 'properties' || parts[at] === 'property-validations'
        ? '{name}'
        : keep(part, '{id}');
    }
    if (parts[index - 1] === 'groups') return '{name}';
    if (parts[index - 1] === 'access-tokens' || parts[index - 1] === 'refresh-tokens') return '{token}';
    return /^\d+$|@|%40/.test(part) ? '{id}' : part;
  });
  return { object, route: route.join('/') };
}

const collections = ['objects', 'properties', 'property-validations', 'schemas', 'associations'];
const actions = ['batch', 'search', 'merge', 'gdpr-delete', 'groups', ''];

/** `/associations/{from}/{to}` names a second object where other routes have an id. */
function keep(part: string, placeholder: string): string {
  return findObjectType(part) ? part : placeholder;
}
