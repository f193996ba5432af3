import { adoptStyles, html } from 'lit';
import { property } from 'lit/decorators.js';
import { SessionController } from '../session/session-controller.js';
import { SessionElement } from '../session/session-element.js';
import type { Session, SessionNews } from '../session/session.js';
import { controlsMore } from '../theme/controls-more.styles.js';
import { controls } from '../theme/controls.styles.js';
import { tokens } from '../theme/tokens.styles.js';
import type { Activity } from './activity.js';
import type { activityView } from './activity-view.js';
import { styles } from './crm-sync-activity.styles.js';

/** Between two looks, while the page is seen. */
const lookEvery = 5_000;

/**
 * Shows what synced, what waits and what needs attention, one line per cause, with its fix.
 *
 * @fires {CrmSyncRetriedEvent} crm-sync-retried - Bookings were told to try again.
 * @fires {CrmErrorEvent} crm-error - Something did not work; it is shown on the page as well.
 * @csspart card - The whole.
 * @csspart head - Title and filters.
 * @csspart cause - One reason for which bookings wait.
 * @csspart stream - The bookings of a day.
 */
export class CrmSyncActivity extends SessionElement {
  static override styles = [tokens, controlsMore, controls, styles];

  /** Shows one CRM only; all connected ones by default. */
  @property() provider?: string;

  private readonly session = new SessionController(this, {
    sessionJoined: (session) => void this.onSession(session),
    sessionNews: (news) => this.onNews(news),
  });
  private activity: Activity | undefined;
  private draw: typeof activityView | undefined;
  private hadFocus = false;
  private look: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('visibilitychange', this.onSeen);
    this.look = setInterval(this.onSeen, lookEvery);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('visibilitychange', this.onSeen);
    clearInterval(this.look);
    // An element that is only moved keeps what it shows.
    queueMicrotask(() => {
      if (!this.isConnected) this.leaveActivity();
    });
  }

  protected override willUpdate(): void {
    this.hadFocus = Boolean(this.shadowRoot?.activeElement);
    if (this.provider && this.activity && this.activity.provider !== this.provider) {
      this.activity.show({ provider: this.provider });
    }
  }

  protected override render() {
    const { session, words } = this.session;
    if (!session || !this.activity || !this.draw || session.providers.status === 'loading') {
      return html`<div class="card place" aria-busy="true">${this.session.unset}</div>`;
    }
    const offered = session.providers.status === 'ready' ? session.providers.value : [];
    return this.draw({
      activity: this.activity,
      session,
      words,
      connected: offered.filter(
        ({ id, connection }) => connection && (!this.provider || id === this.provider),
      ),
      fixedProvider: Boolean(this.provider),
    });
  }

  protected override updated(): void {
    // What had focus may be gone, at once or with what was read a while after.
    if (this.hadFocus && !this.shadowRoot?.activeElement)
      this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  private async onSession(session: Session): Promise<void> {
    this.leaveActivity();
    const { Activity, activityView, styles: viewStyles } = await import('./activity-view.js');
    if (this.session.session !== session) return;
    await this.updateComplete;
    if (this.renderRoot instanceof ShadowRoot)
      adoptStyles(this.renderRoot, [tokens, controlsMore, controls, styles, viewStyles]);
    this.draw = activityView;
    const activity = new Activity(session, {
      changed: () => this.requestUpdate(),
      retried: (provider, count) => this.emit('crm-sync-retried', { provider, count }),
      refused: (problem) => this.emit('crm-error', { problem }),
    });
    activity.provider = this.provider;
    this.activity = activity;
    await activity.read();
    const { registerMoreUi } = await import('../ui/register-more.js');
    registerMoreUi();
  }

  private leaveActivity(): void {
    this.activity?.leave();
    this.activity = undefined;
  }

  private onNews(news: SessionNews): void {
    if (/^(sync|mapping|connected)$/.test(news.kind)) void this.activity?.read();
    if (news.kind !== 'show-activity') return;
    this.activity?.show({ provider: news.provider, state: undefined, only: news.object });
    this.scrollIntoView({ block: 'start' });
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  private readonly onSeen = () => {
    if (document.visibilityState === 'visible' && navigator.onLine) void this.activity?.read();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'crm-sync-activity': CrmSyncActivity;
  }
}
