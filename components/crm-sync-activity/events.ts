/** Bookings were told to try again. */
export type CrmSyncRetriedEvent = CustomEvent<{
  readonly provider: string;
  /** How many bookings are tried again. */
  readonly count: number;
}>;

declare global {
  interface GlobalEventHandlersEventMap {
    'crm-sync-retried': CrmSyncRetriedEvent;
  }
}
