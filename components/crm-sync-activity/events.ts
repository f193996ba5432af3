/** Bookings were told to try again. */
export type CrmSyncRetriedEvent = CustomEvent<{
  readonly provider: string;
  /** How many bookings are tried again. */
  readonly count: number;
}>;

declare global {
  interface HTMLElementEventMap {
    'crm-sync-retried': CrmSyncRetriedEvent;
  }
}
