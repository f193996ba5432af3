import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { FormId } from './forms.js';

/** A question of one of the host's forms. */
export interface HostQuestion {
  readonly id: string;
  readonly form: FormId;
  readonly text: string;
  readonly answer: 'text' | 'list';
  readonly choices: readonly string[];
  /** Key of the contact field that keeps the answer. */
  readonly contactField: string | null;
}

/** What somebody entered in a form of the host. */
export interface HostSubmission {
  readonly contact: Readonly<Record<string, string>>;
  readonly answers: readonly { readonly question: string; readonly value: string }[];
}

/** A booking as the host's own app keeps it. */
export interface HostBooking extends HostSubmission {
  readonly id: string;
  readonly status: 'booked' | 'rescheduled' | 'cancelled' | 'no_show' | 'completed';
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  /** E-mail addresses of others who were invited. */
  readonly guests?: readonly string[];
}

/** Everything that the fictional scheduling app remembers. */
export interface HostState {
  readonly questions: readonly HostQuestion[];
  readonly bookings: readonly HostBooking[];
}

/** The app's memory, kept in one file that is written whole. */
export interface KeptState {
  readonly current: HostState;
  change(change: Partial<HostState>): void;
}

/** Opens the file, or begins with a few questions. */
export function hostState(file: string): KeptState {
  let current: HostState = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { questions: firstQuestions, bookings: [] };
  return {
    get current() {
      return current;
    },
    change(change) {
      current = { ...current, ...change };
      writeFileSync(`${file}.new`, JSON.stringify(current, null, 2));
      renameSync(`${file}.new`, file);
    },
  };
}

const text = { answer: 'text', choices: [] } as const;
const booking = { form: 'intro-call' } as const;
const routing = { form: 'contact-sales' } as const;

const firstQuestions: readonly HostQuestion[] = [
  { ...booking, ...text, id: 'q_company', text: 'Which company are you with?', contactField: 'company' },
  {
    ...booking,
    id: 'q_team_size',
    text: 'How big is your team?',
    answer: 'list',
    choices: ['1-10', '11-50', '51-200', '201+'],
    contactField: 'teamSize',
  },
  { ...booking, ...text, id: 'q_role', text: 'What is your role?', contactField: 'jobTitle' },
  { ...booking, ...text, id: 'q_prepare', text: 'What should we prepare?', contactField: null },
  { ...routing, ...text, id: 'q_sales_company', text: 'Your company', contactField: 'company' },
  { ...routing, ...text, id: 'q_sales_site', text: 'Your website', contactField: 'website' },
  { ...routing, ...text, id: 'q_sales_why', text: 'What brings you here?', contactField: null },
];
