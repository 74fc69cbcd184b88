import { staff } from '../a/reminders.ts';

const numbers = Array.from({ length: 40 }, (_, n) => String(n + 10).padStart(4, '0'));

/** Forty tutors with an internship each that starts in a week; of every fourth the communication is sent. */
export const many = {
  staff: [
    ...staff,
    ...numbers.map((it) => ({
      ID: `O-${it}`,
      role: 'tutor promotore',
      email: `tutor${it}@example.org`,
    })),
  ],
  rows: numbers.map((it, n) => ({
    ID: `T-${it}`,
    startDate: '18/5/2026',
    promoterTutor: `O-${it}`,
    ...(n % 4 === 0 ? { coProtocol: '12' } : {}),
  })),
};
