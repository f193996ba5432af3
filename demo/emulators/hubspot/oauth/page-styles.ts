/** Looks of the emulator's pages: one narrow card, as in a pop-up. */
export const pageStyles = `
  :root { color-scheme: light; --ink: #1f2d3d; --soft: #51606f; --line: #d6dde4; --brand: #d9512c; --wash: #f5f7f9; }
  * { box-sizing: border-box; }
  body { margin: 0; background: var(--wash); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
  header { display: flex; align-items: center; gap: 8px; padding: 14px 24px; background: #fff; border-bottom: 1px solid var(--line); font-weight: 650; }
  header b { width: 14px; height: 14px; border: 4px solid var(--brand); border-radius: 50%; }
  header span { padding: 1px 8px; border-radius: 99px; background: var(--wash); color: var(--soft); font-size: 12px; font-weight: 500; }
  main { max-width: 560px; margin: 24px auto; padding: 24px; background: #fff; border: 1px solid var(--line); border-radius: 10px; }
  h1 { margin: 0 0 16px; font-size: 20px; line-height: 1.3; }
  h2, legend { margin: 20px 0 8px; padding: 0; font-size: 14px; font-weight: 650; }
  fieldset { margin: 0; padding: 0; border: 0; }
  .choice { display: flex; align-items: center; gap: 12px; margin-bottom: 8px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 8px; cursor: pointer; }
  .choice:has(:checked) { border-color: var(--brand); background: #fff8f5; }
  .choice span { flex: 1; }
  .choice input { accent-color: var(--brand); }
  strong, small { display: block; }
  small, .note, code { color: var(--soft); }
  code { font-size: 12px; overflow-wrap: anywhere; }
  ul { margin: 0; padding: 0; list-style: none; border-top: 1px solid var(--line); }
  li { display: grid; gap: 2px; padding: 8px 0; border-bottom: 1px solid var(--line); }
  em { padding: 0 6px; border-radius: 99px; background: var(--wash); color: var(--soft); font-size: 12px; font-style: normal; }
  .actions { display: flex; justify-content: flex-end; gap: 8px; margin: 20px 0 0; }
  button { min-width: 96px; padding: 9px 18px; border: 1px solid #b8431f; border-radius: 6px; background: #b8431f; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
  button:hover { background: #9c3818; }
  .quiet { border-color: var(--line); background: #fff; color: var(--ink); }
  .quiet:hover { background: var(--wash); }
  :focus-visible { outline: 2px solid #1f2d3d; outline-offset: 2px; }
  .note { margin: 16px 0 0; font-size: 13px; }
  .problem { padding: 12px; border-left: 3px solid var(--brand); background: #fff8f5; }
  a { color: #9c3818; }
`;
