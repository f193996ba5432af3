import type { Words } from '../locales/words.js';
import type { ComboboxWords } from '../ui/combobox.js';
import type { Editor } from './editor.js';

/** What the mapper is drawn from. */
export interface MapperView {
  readonly editor: Editor;
  readonly words: Words;
  readonly comboboxWords: ComboboxWords;
  /** Nothing can be edited. */
  readonly readonly: boolean;
  /** What comes once the first rows stand. */
  readonly rest: typeof import('./rest.js') | undefined;
  /**
   * A part that is loaded when needed; undefined until it is there, then the mapper is drawn again. Its `styles`, if
   * it has some, are put into the mapper's.
   */
  use<Module extends object>(part: (onLoad: () => void) => Module | undefined): Module | undefined;
}
