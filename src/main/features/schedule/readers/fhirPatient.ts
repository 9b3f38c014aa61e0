/** Reads who a FHIR patient is and how to text them: name, numbers by use and rank, language. */
import { splitName, tidy, type PersonName } from '../../../domain/schedule/names.ts';
import type { PhoneCell } from '../../../domain/schedule/phones.ts';
import { languageOf, writtenAddress } from '../../../domain/schedule/readRow.ts';
import type { Address, ContactPoint, HumanName, Resource } from './fhirShapes.ts';
import type { FoundVisit } from './visit.ts';

export type PatientFacts = Pick<
  FoundVisit,
  'personExternalId' | 'name' | 'phones' | 'language' | 'address' | 'silence'
>;

/** `display`: what the appointment calls the person, for a patient who is not in the file. A contained patient's id is of no use outside. */
export function describePatient(resource: Resource | undefined, display: string, contained = false): PatientFacts {
  if (resource?.resourceType !== 'Patient')
    return { personExternalId: null, name: splitName(display), phones: [], language: null };
  const dead = resource.deceasedBoolean === true || resource.deceasedDateTime !== undefined;
  return {
    personExternalId: recordNumber(resource) ?? (contained ? null : (resource.id ?? null)),
    name: nameOf(typeof resource.name === 'object' ? resource.name : [], display),
    phones: phonesOf(resource.telecom),
    language: languageOfPatient(resource),
    ...addressOf(resource.address),
    ...(dead ? { silence: 'The record says that this person has died. No texts.' } : {}),
  };
}

/** "Dr. Lena Vogel" */
export function nameText(names: readonly HumanName[]): string {
  const name = best(names);
  if (name === undefined) return '';
  return name.text ?? [...name.prefix, ...name.given, name.family ?? ''].filter((part) => part !== '').join(' ');
}

function nameOf(names: readonly HumanName[], display: string): PersonName {
  const name = best(names);
  if (name === undefined) return splitName(display);
  const given = name.given.join(' ');
  if (given === '' && name.family === undefined) return splitName(name.text ?? display);
  return { givenName: tidy(given), familyName: tidy(name.family ?? '') };
}

/** The official one, else the usual one, else any that is not an old one. */
function best(names: readonly HumanName[]): HumanName | undefined {
  const current = names.filter(({ use, period }) => use !== 'old' && use !== 'maiden' && period?.end === undefined);
  return (
    current.find(({ use }) => use === 'official') ??
    current.find(({ use }) => use === 'usual') ??
    current[0] ??
    names[0]
  );
}

/** Ranked by the record where it ranks them (1 first), mobile before others at equal rank. */
function phonesOf(telecom: readonly ContactPoint[]): readonly PhoneCell[] {
  return telecom
    .filter(({ system, use, period, value }) => {
      const phone = system === 'phone' || system === 'sms';
      return phone && use !== 'old' && period?.end === undefined && (value ?? '') !== '';
    })
    .toSorted(
      (a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || Number(b.use === 'mobile') - Number(a.use === 'mobile'),
    )
    .map(({ system, use, value = '', rank }) => ({
      text: value,
      // The record's own rank counts for more than what the number is used for.
      label: rank !== undefined ? 'none' : system === 'sms' || use === 'mobile' ? 'mobile' : labelOf(use),
    }));
}

/** Where they live now: the home one before others; where post goes is not where a clock hangs, unless nothing else is known. */
function addressOf(addresses: readonly Address[]): Pick<FoundVisit, 'address'> {
  const current = addresses.filter(
    ({ use, period }) => use !== 'old' && use !== 'billing' && use !== 'work' && period?.end === undefined,
  );
  const found =
    current.find(({ use, type }) => use === 'home' && type !== 'postal') ??
    current.find(({ type }) => type !== 'postal') ??
    current[0];
  return found === undefined
    ? {}
    : writtenAddress({ country: found.country, region: found.state, postcode: found.postalCode });
}

function labelOf(use: ContactPoint['use']): PhoneCell['label'] {
  return use === 'home' || use === 'work' ? use : 'none';
}

function recordNumber({ identifier }: Resource): string | undefined {
  const isRecord = identifier.find(({ type }) => type?.coding.some(({ code }) => code === 'MR') === true);
  return isRecord?.value;
}

function languageOfPatient({ communication, language }: Resource): string | null {
  const preferred = communication.find((one) => one.preferred === true) ?? communication[0];
  return languageOf(preferred?.language.coding[0]?.code ?? preferred?.language.text ?? language ?? '');
}
