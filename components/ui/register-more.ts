import { CopyButton } from './copy-button.js';
import { addIcons } from './icons.js';
import { moreIcons } from './icons-more.js';
import { Dialog } from './dialog.js';
import { MakeRoom } from './make-room.js';
import { Menu } from './menu.js';
import { define } from './register.js';
import { Toast } from './toast.js';
import { Toggletip } from './toggletip.js';

declare global {
  interface HTMLElementTagNameMap {
    'cc-copy-button': CopyButton;
    'cc-dialog': Dialog;
    'cc-make-room': MakeRoom;
    'cc-menu': Menu;
    'cc-toast': Toast;
    'cc-toggletip': Toggletip;
  }
}

/**
 * Registers the inner elements that may come a moment later. Load it once the first screen stands:
 * `void import('../ui/register-more.js').then(({ registerMoreUi }) => registerMoreUi())`.
 * Tags that are in the page by then are upgraded in place, with the properties set before; menus and toggletips
 * keep their room until then (`controls`).
 */
export function registerMoreUi() {
  addIcons(moreIcons);
  define({
    'cc-copy-button': CopyButton,
    'cc-dialog': Dialog,
    'cc-make-room': MakeRoom,
    'cc-menu': Menu,
    'cc-toast': Toast,
    'cc-toggletip': Toggletip,
  });
}
