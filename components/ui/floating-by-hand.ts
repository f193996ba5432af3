/** Puts a popover beside its anchor, as the anchor moves; the returned function stops it. */
export function followByHand(anchor: Element, floating: HTMLElement): () => void {
  const place = () => {
    const at = anchor.getBoundingClientRect();
    floating.style.setProperty('--_anchor', `${at.width}px`);
    const { offsetWidth: width, offsetHeight: height } = floating;
    const above = at.bottom + height + 10 > innerHeight && at.top > innerHeight - at.bottom;
    floating.style.setProperty('--_top', above ? 'auto' : `${at.bottom}px`);
    floating.style.setProperty('--_bottom', above ? `${innerHeight - at.top}px` : 'auto');
    const fromRight = floating.matches('.end') !== (getComputedStyle(floating).direction === 'rtl');
    const left = fromRight ? at.right - width : at.left;
    floating.style.setProperty('--_left', `${Math.max(8, Math.min(left, innerWidth - width - 8))}px`);
  };
  place();
  addEventListener('scroll', place, { capture: true, passive: true });
  addEventListener('resize', place);
  return () => {
    removeEventListener('scroll', place, { capture: true });
    removeEventListener('resize', place);
  };
}
