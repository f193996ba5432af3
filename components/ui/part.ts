/**
 * Something that is drawn rarely and therefore loaded when it is first needed. Gives the module once it is there;
 * until then `undefined`, and `onLoad` is called when it has come.
 *
 * ```ts
 * const preview = part(() => import('./preview.js'));
 * html`${preview(this.redraw)?.previewPanel(draft) ?? nothing}`
 * ```
 */
export function part<Module>(load: () => Promise<Module>): (onLoad: () => void) => Module | undefined {
  let module: Module | undefined;
  let loading: Promise<void> | undefined;
  return (onLoad) => {
    if (module) return module;
    loading ??= load().then(
      (loaded) => {
        module = loaded;
      },
      () => {
        // The network failed: the next drawing asks again.
        loading = undefined;
      },
    );
    void loading.then(() => module && onLoad());
    return undefined;
  };
}
