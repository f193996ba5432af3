/** A LIKE pattern as a regular expression: `%` any text, `_` one character, a backslash takes their meaning away; case is ignored. */
export function likePattern(pattern: string): RegExp {
  const source = pattern.replace(/\\([\\%_])|([%_])|([.*+?^${}()|[\]\\])/g, (_, escaped, wild, special) => {
    if (typeof escaped === 'string') return escaped === '\\' ? '\\\\' : escaped;
    if (typeof wild === 'string') return wild === '%' ? '[^]*' : '[^]';
    return `\\${String(special)}`;
  });
  return new RegExp(`^${source}$`, 'i');
}
