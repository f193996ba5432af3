/** `custom-elements.json`: tags, attributes, events, slots and parts, read from the doc comments. */
export default {
  globs: ['components/crm-*/crm-*.ts', 'components/session/session-element.ts'],
  exclude: ['components/**/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
  plugins: [tagNames(), publicOnly()],
};

/** Registration stands in a file of its own, so a tag's name is read from where its type is declared. */
function tagNames() {
  return {
    name: 'tag-names',
    analyzePhase({ ts, node, moduleDoc }) {
      if (!ts.isInterfaceDeclaration(node) || node.name.text !== 'HTMLElementTagNameMap') return;
      for (const { name, type } of node.members) {
        const element = moduleDoc.declarations?.find((each) => each.name === type?.typeName?.text);
        if (!element || !ts.isStringLiteral(name)) continue;
        Object.assign(element, { tagName: name.text, customElement: true });
        moduleDoc.exports?.push({
          kind: 'custom-element-definition',
          name: name.text,
          declaration: { name: element.name, module: moduleDoc.path },
        });
      }
    },
  };
}

/** Keeps what a page can use, and points at the files that the package holds. */
function publicOnly() {
  const lifecycle =
    /^(connectedCallback|disconnectedCallback|form\w+Callback|render|updated|willUpdate|firstUpdated)$/;
  const hidden = ({ name, privacy, static: isStatic }) =>
    privacy === 'private' || privacy === 'protected' || isStatic || lifecycle.test(name);
  const built = (path) => path?.replace(/^\/?components\//, 'dist/components/').replace(/\.ts$/, '.js');
  return {
    name: 'public-only',
    packageLinkPhase({ customElementsManifest }) {
      for (const module of customElementsManifest.modules) {
        module.path = built(module.path);
        for (const each of module.exports ?? []) each.declaration.module = built(each.declaration.module);
        for (const each of module.declarations ?? []) {
          each.members = each.members?.filter((member) => !hidden(member));
          // An event without a doc comment is the analyzer's guess.
          each.events = each.events?.filter(({ description }) => description);
          for (const part of [each.superclass, ...(each.members ?? []), ...(each.attributes ?? [])]) {
            if (part?.inheritedFrom?.module) part.inheritedFrom.module = built(part.inheritedFrom.module);
            if (part?.module) part.module = built(part.module);
          }
        }
      }
    },
  };
}
