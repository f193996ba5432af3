let made = 0;

/** Bookings of people that no CRM knows yet, a month from now. */
export function newBookings(count: number) {
  const start = new Date(Date.now() + 30 * 24 * 3_600_000);
  return Array.from({ length: count }, () => {
    const at = made++;
    return {
      eventId: `evt-${at}`,
      id: `bkg-${at}`,
      occurredAt: new Date().toISOString(),
      status: 'booked',
      contact: {
        email: `person-${at}@bench.example`,
        firstName: 'Ana',
        lastName: `López ${at}`,
        company: 'Acme',
      },
      booking: {
        subject: 'Intro call',
        start: start.toISOString(),
        end: new Date(start.getTime() + 1_800_000).toISOString(),
        timeZone: 'Europe/Madrid',
      },
    };
  });
}
