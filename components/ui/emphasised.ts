import { html } from 'lit';

/** Renders a sentence whose parts between `**` are bold: "**Choose Allow.** This page carries on." */
export function emphasised(text: string) {
  return text.split('**').map((part, i) => (i % 2 ? html`<b>${part}</b>` : part));
}
