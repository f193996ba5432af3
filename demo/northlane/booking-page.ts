import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { existsSync } from 'node:fs';

/** A question of the host's booking form. */
export interface HostQuestion {
  readonly id: string;
  readonly text: string;
  readonly answer: 'text' | 'list';
  readonly choices: readonly string[];
  /** Key of the contact field that keeps the answer. */
  readonly contactField: string | null;
}

/** A booking as the host's own app keeps it. */
export interface HostBooking {
  readonly id: string;
  readonly status: 'booked' | 'rescheduled' | 'cancelled' | 'no_show' | 'completed';
  readonly contact: Readonly<Record<string, string>>;
  readonly subject: string;
  readonly start: string;
  readonly end: string;
  readonly answers: readonly { readonly question: string; readonly value: string }[];
}

/** Everything that the fictional scheduling app remembers. */
export interface HostState {
  questions: HostQuestion[];
  bookings: HostBooking[];
}

/** Keeps the app's state in one file, written whole. */
export function hostState(file: string): { readonly state: HostState; save(): void } {
  const state = existsSync(file)
    ? parseState(readFileSync(file, 'utf8'))
    : { questions: firstQuestions(), bookings: [] };
  return {
    state,
    save: () => {
      writeFileSync(`${file}.new`, JSON.stringify(state, null, 2));
      renameSync(`${file}.new`, file);
    },
  };
}

function parseState(text: string): HostState {
  const parsed: HostState = JSON.parse(text);
  return parsed;
}

function firstQuestions(): HostQuestion[] {
  return [
    {
      id: 'q_company',
      text: 'Which company are you with?',
      answer: 'text',
      choices: [],
      contactField: 'company',
    },
    {
      id: 'q_team_size',
      text: 'How big is your team?',
      answer: 'list',
      choices: ['1-10', '11-50', '51-200', '201+'],
      contactField: 'teamSize',
    },
    { id: 'q_role', text: 'What is your role?', answer: 'text', choices: [], contactField: 'jobTitle' },
    { id: 'q_prepare', text: 'What should we prepare?', answer: 'text', choices: [], contactField: null },
  ];
}
