/** The people of the practice in a box: all invented, on numbers that belong to nobody. Data only. */

/** How a person answers a text that asks for an answer. */
export type Habit =
  | 'confirms'
  | 'confirmsInWords'
  | 'wantsNewTime'
  | 'asks'
  | 'stops'
  | 'wrongNumber'
  | 'spanish'
  | 'runsLate'
  | 'silent';

export interface CastMember {
  readonly given: string;
  readonly family: string;
  /** Last four digits after (206) 555-. Households share them. */
  readonly line: string;
  readonly habit: Habit;
  readonly language?: 'es';
  readonly note?: string;
  readonly landline?: true;
  /** Where their next visit is: on today's board, in tomorrow's list (the default), or some days later. */
  readonly next?: 'today' | 'later';
  /** How the desk knows that they agree to texts; `none`: nobody has asked yet. */
  readonly consent?: 'form' | 'spoken' | 'none';
}

export const practice = {
  name: 'Riverside Family Clinic',
  shortName: 'Riverside Clinic',
  zone: 'America/Los_Angeles',
  country: 'US',
  phone: '(206) 555-0100',
  address: '18 Mill Street, Seattle',
  mapLink: 'riverside.example/map',
} as const;

export const clinicians = ['Dr. Chen', 'Dr. Osei'] as const;
export const visitKinds = ['Check-up', 'Follow-up', 'Blood test', 'Vaccination', 'Physio'] as const;

export const cast: readonly CastMember[] = [
  {
    given: 'Maria',
    family: 'Alvarez',
    line: '0172',
    habit: 'wantsNewTime',
    next: 'today',
    note: 'Prefers afternoons. Hard of hearing, so text instead of calling.',
  },
  { given: 'Noah', family: 'Bergström', line: '0111', habit: 'confirms', next: 'today' },
  { given: 'Priya', family: 'Raman', line: '0112', habit: 'asks' },
  { given: 'Grace', family: 'Mbeki', line: '0113', habit: 'runsLate', next: 'today' },
  {
    given: 'Tom',
    family: 'Whitfield',
    line: '0114',
    habit: 'silent',
    next: 'today',
    landline: true,
    note: 'Landline. Call instead.',
  },
  { given: 'Aiko', family: 'Tanaka', line: '0115', habit: 'confirmsInWords' },
  { given: 'Daniel', family: 'Kim', line: '0116', habit: 'confirms', next: 'later' },
  {
    given: 'Ana',
    family: 'Cruz',
    line: '0117',
    habit: 'spanish',
    next: 'today',
    language: 'es',
    note: 'Mother of Leo. Spanish.',
  },
  { given: 'Leo', family: 'Cruz', line: '0117', habit: 'spanish', language: 'es' },
  { given: 'Hana', family: 'Sato', line: '0118', habit: 'asks', next: 'today' },
  { given: 'Walter', family: 'Dunn', line: '0119', habit: 'wrongNumber' },
  { given: 'Ellen', family: 'Voss', line: '0120', habit: 'wantsNewTime', next: 'today' },
  { given: 'Marcus', family: 'Reed', line: '0121', habit: 'wantsNewTime', next: 'today' },
  { given: 'Clara', family: 'Jensen', line: '0122', habit: 'confirms', next: 'today' },
  { given: 'Samuel', family: 'Ortiz', line: '0123', habit: 'silent', next: 'today' },
  { given: 'Leo', family: 'Grant', line: '0124', habit: 'confirms', next: 'today' },
  { given: 'Fatima', family: 'Noor', line: '0125', habit: 'confirmsInWords', next: 'today' },
  { given: 'Ines', family: 'Carvalho', line: '0126', habit: 'confirms' },
  { given: 'Peter', family: 'Novak', line: '0127', habit: 'silent', next: 'today' },
  { given: 'Rosa', family: 'Delgado', line: '0128', habit: 'spanish', language: 'es' },
  { given: 'Hassan', family: 'Ali', line: '0129', habit: 'stops' },
  { given: 'Lena', family: 'Fischer', line: '0130', habit: 'confirms' },
  { given: 'Oskar', family: 'Wójcik', line: '0131', habit: 'confirms' },
  { given: 'Bea', family: 'Thornton', line: '0132', habit: 'confirmsInWords' },
  { given: 'Luca', family: 'Moretti', line: '0133', habit: 'silent', next: 'later' },
  { given: 'Yara', family: 'Haddad', line: '0134', habit: 'confirms' },
  { given: 'Sean', family: 'Gallagher', line: '0135', habit: 'asks' },
  { given: 'Mei', family: 'Zhang', line: '0136', habit: 'confirms' },
  { given: 'Ola', family: 'Adeyemi', line: '0137', habit: 'confirms', next: 'later' },
  { given: 'Kate', family: 'Brennan', line: '0138', habit: 'stops' },
  { given: 'Igor', family: 'Petrov', line: '0139', habit: 'silent', next: 'later' },
  { given: 'Sofia', family: 'Rossi', line: '0140', habit: 'confirms', next: 'later' },
  { given: 'Ben', family: 'Hartley', line: '0141', habit: 'confirmsInWords' },
  { given: 'Mia', family: 'Hartley', line: '0141', habit: 'confirmsInWords' },
  { given: 'Nadia', family: 'Rahman', line: '0142', habit: 'confirms', next: 'later' },
  { given: 'Amina', family: 'Yusuf', line: '0143', habit: 'confirms', next: 'today' },
  { given: 'Jack', family: 'Lindqvist', line: '0144', habit: 'confirms', next: 'today' },
  { given: 'Anna', family: 'Cole', line: '0145', habit: 'silent', next: 'later', consent: 'none' },
  { given: 'Victor', family: 'Hale', line: '0146', habit: 'confirms', next: 'later', consent: 'spoken' },
  { given: 'Julia', family: 'Marsh', line: '0147', habit: 'asks', next: 'today' },
];

/** Somebody nobody knows, who writes during the day. */
export const stranger = { line: '0148', text: 'Hi, are you taking new patients? My son has a cough.' } as const;

export function numberOf(line: string): string {
  return `+1206555${line}`;
}
