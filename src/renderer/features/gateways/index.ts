/** What the first run and the settings both need of gateways. Owns no screen. */
export { AdviceButton } from './AdviceButton.tsx';
export { CheckLine, CheckList, lookOf } from './CheckLines.tsx';
export type { CheckLook } from './CheckLines.tsx';
export { Disclosure } from './Disclosure.tsx';
export { HearingCheck } from './HearingCheck.tsx';
export { phoneNumberWords, withNumberWords } from './phoneNumber.ts';
export { SecretField } from './SecretField.tsx';
export { useFindPhones } from './useFindPhones.ts';
export type { PhoneSearch } from './useFindPhones.ts';
