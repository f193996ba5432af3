/**
 * The kind of a CRM's address: versions and ids are left out, so that there are few and none names a record or a
 * person.
 */
export function routeClass(path: string): string {
  return path
    .split('/')
    .map((part) => {
      if (/^(v\d+(\.\d+)?|\d{4}-\d\d)$/.test(part)) return '{version}';
      return /[\d@%:]/.test(part) || part.length > 40 ? '{id}' : part;
    })
    .join('/');
}
