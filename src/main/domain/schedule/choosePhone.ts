/** Chooses the number of a row to text, and says what is wrong with those that are there. Pure; the number parser is handed in. */
import { saysNoMobile, writtenPhones, type PhoneCell } from './phones.ts';
import type { Report } from './readWhen.ts';

export type PhoneReading =
  | {
      readonly ok: true;
      readonly e164: string;
      readonly landline: boolean;
      /** The area code was not written: the practice's own was put in front. */
      readonly areaAssumed?: boolean;
    }
  | { readonly ok: false; readonly text: string };

/** E.164, or null when there is no number that can be kept. Mobile numbers first, then as the columns stand. */
export function choosePhone(
  cells: readonly PhoneCell[],
  parse: (raw: string) => PhoneReading,
  report: Report,
): string | null {
  const written = writtenPhones(cells);
  if (written.length === 0)
    return (report('phoneMissing', 'No phone number. This visit is added without reminders.', 'phone'), null);
  if (cells.some(({ text }) => saysNoMobile(text))) {
    report('phoneLandline', 'The list says there is no cell phone. This visit is added without reminders.', 'phone');
    return null;
  }
  let refused: string | undefined;
  let landline: string | undefined;
  for (const { raw } of written) {
    const reading = parse(raw);
    if (!reading.ok) refused ??= reading.text;
    else if (reading.landline) landline ??= reading.e164;
    else {
      if (reading.areaAssumed === true)
        report('phoneAreaCode', `${raw.slice(0, 24)} has no area code. Yours is put in front of it.`, 'phone');
      return reading.e164;
    }
  }
  if (landline !== undefined) {
    report('phoneLandline', 'This looks like a landline. It gets no texts.', 'phone');
    return landline;
  }
  report('phoneInvalid', refused ?? 'This is not a phone number.', 'phone');
  return null;
}
