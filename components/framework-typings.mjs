/** `node framework-typings.mjs [FOLDER]`: writes what editors and frameworks know the tags by, from the folder's `custom-elements.json`, into it; `dist/` by default. */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const [, , folder] = process.argv;
const dist = folder ? pathToFileURL(`${folder}/`) : new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('custom-elements.json', dist), 'utf8'));
const elements = manifest.modules
  .flatMap(({ declarations }) => declarations ?? [])
  .filter(({ tagName }) => tagName)
  .sort((one, other) => one.tagName.localeCompare(other.tagName));
const eventTypes = [
  ...new Set(elements.flatMap((each) => ownEvents(each).map(({ type }) => type.text))),
].sort();
const imports = `import type { ${[...elements.map(({ name }) => name), ...eventTypes].join(', ')} } from './components/index.js';`;

write(
  'react.d.ts',
  `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
${imports}

type Props<Own, Element extends HTMLElement> = Own & Omit<DetailedHTMLProps<HTMLAttributes<Element>, Element>, keyof Own>;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${tags((each) => `Props<{ ${[...properties(each), ...listeners(each, (event) => `on${event}`)].join('; ')} }, ${each.name}>`)}
    }
  }
}
`,
);

write(
  'svelte.d.ts',
  `import type { HTMLAttributes } from 'svelte/elements';
${imports}

type Props<Own, Element extends HTMLElement> = Own & Omit<HTMLAttributes<Element>, keyof Own>;

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${tags((each) => `Props<{ ${[...properties(each), ...listeners(each, (event) => `on${event}`), ...listeners(each, (event) => `on:${event}`)].join('; ')} }, ${each.name}>`)}
  }
}
`,
);

write(
  'vue.d.ts',
  `import type { HTMLAttributes, PublicProps } from 'vue';
${imports}

type Tag<Own, Element extends HTMLElement> = new () => Element & { $props: Own & Omit<HTMLAttributes, keyof Own> & PublicProps };

declare module 'vue' {
  interface GlobalComponents {
${tags((each) => `Tag<{ ${[...properties(each), ...listeners(each, (event) => `on${camel(`-${event}`)}`)].join('; ')} }, ${each.name}>`)}
  }
}
`,
);

// A plain `import 'crm-connect/react'` is more than types to a bundler, which looks for a module behind it.
for (const framework of ['react', 'svelte', 'vue']) write(`${framework}.js`, 'export {};\n');

write(
  'html-custom-data.json',
  `${JSON.stringify(
    {
      version: 1.1,
      tags: elements.map(({ tagName, description, attributes = [] }) => ({
        name: tagName,
        description,
        attributes: attributes.map(({ name, description: about, type }) => ({
          name,
          ...(about && { description: about }),
          ...(type?.text === 'boolean' && { valueSet: 'v' }),
        })),
      })),
    },
    null,
    2,
  )}\n`,
);

/** Events of the tag's own; the browser's, such as `change`, are known to every framework. */
function ownEvents({ events = [] }) {
  return events.filter(({ type }) => type.text !== 'Event');
}

function tags(typeOf) {
  return elements
    .map((each) => `    ${comment(each.description)}    '${each.tagName}': ${typeOf(each)};`)
    .join('\n');
}

function properties({ name: element, attributes = [], members = [] }) {
  const fields = members
    .filter(({ kind, readonly }) => kind === 'field' && !readonly)
    .map(({ name }) => name);
  const dashed = attributes.filter(({ name, fieldName }) => fieldName && name !== fieldName);
  return [
    ...fields.map((field) => `${field}?: ${element}['${field}'] | undefined`),
    ...dashed.map(({ name, fieldName }) => `'${name}'?: ${element}['${fieldName}'] | undefined`),
  ];
}

function listeners(element, named) {
  return ownEvents(element).map(
    ({ name, type }) => `'${named(name)}'?: ((event: ${type.text}) => void) | undefined`,
  );
}

function camel(text) {
  return text.replaceAll(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

function comment(text) {
  return text ? `/** ${text.replaceAll(/\s+/g, ' ')} */\n` : '';
}

function write(file, text) {
  writeFileSync(new URL(file, dist), text);
}
