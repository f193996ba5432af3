import { CSSResult } from 'lit';

/** Puts the looks of a part that was loaded into a shadow root. */
export function wear(root: unknown, module: object): void {
  const sheetOf = (styles: unknown) => (styles instanceof CSSResult ? (styles.styleSheet ?? []) : []);
  if (!(root instanceof ShadowRoot)) return;
  const sheets = [
    ...new Set(
      [
        // Shapes that all share come first, so that ours can differ from them.
        'controlsMore' in module ? sheetOf(module.controlsMore) : [],
        root.adoptedStyleSheets,
        'styles' in module ? sheetOf(module.styles) : [],
      ].flat(),
    ),
  ];
  if (sheets.length > root.adoptedStyleSheets.length) root.adoptedStyleSheets = sheets;
}
