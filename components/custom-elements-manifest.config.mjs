/** `custom-elements.json`: tags, attributes, events and parts, read from the doc comments. */
export default {
  globs: ['components/crm-*/crm-*.ts'],
  exclude: ['components/**/*.styles.ts'],
  outdir: 'dist',
  litelement: true,
  packagejson: false,
};
