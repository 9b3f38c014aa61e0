/**
 * The decision table of rules.md 13.2 with the rulings of section 0: which rule stands in which row, in order.
 * The order is the priority within one severity. A new rule is a new row here and a function in the file of its group.
 */
import type { GateCode } from '../../../contract/gate.ts';
import { frequencyCaps } from './caps.ts';
import { consentMissing, consentUnproven } from './consent.ts';
import { contentBlock, contentConfirm } from './content.ts';
import { emergencyBlast } from './emergency.ts';
import { expired, expiredBeforeWindow } from './expiry.ts';
import type { Rule } from './finding.ts';
import { marketingStateUnknown, quietHours, zoneNoOverlap } from './hours.ts';
import { numberInvalid, numberSuspended, staleContact } from './identity.ts';
import { registeredSenderMissing, registeredTextMissing } from './registration.ts';
import {
  optedOutAll,
  optedOutOtherNumber,
  optedOutPerson,
  optedOutPurpose,
  providerOptOut,
  suspectedOptOut,
  systemMessage,
} from './optOut.ts';
import { gatewayNoMarketing, providerBusy, providerNotReady } from './provider.ts';
import { whatsappHealthOff, whatsappUsMarketing, whatsappWindow } from './whatsapp.ts';

export interface Row {
  /** Where the rule is written. */
  readonly ruleId: string;
  readonly rule: Rule;
}

export const TABLE: readonly Row[] = [
  { ruleId: '13.2/1', rule: numberInvalid },
  { ruleId: '13.2/2', rule: numberSuspended },
  { ruleId: '13.2/3', rule: optedOutAll },
  { ruleId: '13.2/4', rule: optedOutPerson },
  { ruleId: '13.2/5', rule: optedOutPurpose },
  { ruleId: '13.2/6', rule: suspectedOptOut },
  { ruleId: '13.2/7', rule: systemMessage },
  { ruleId: '13.2/8', rule: whatsappUsMarketing },
  { ruleId: '13.2/9', rule: whatsappHealthOff },
  { ruleId: '13.2/10-11', rule: consentMissing },
  { ruleId: '13.2/12', rule: contentBlock },
  { ruleId: '13.2/13', rule: expired },
  { ruleId: '13.2/14', rule: providerNotReady },
  { ruleId: '13.2/15', rule: providerOptOut },
  { ruleId: '13.2/16', rule: gatewayNoMarketing },
  { ruleId: '10/IN', rule: registeredSenderMissing },
  { ruleId: '10/IN', rule: registeredTextMissing },
  { ruleId: '0/4', rule: marketingStateUnknown },
  { ruleId: '13.2/17', rule: whatsappWindow },
  { ruleId: '13.2/18', rule: expiredBeforeWindow },
  { ruleId: '13.2/19', rule: emergencyBlast },
  { ruleId: '13.2/20', rule: optedOutOtherNumber },
  { ruleId: '13.2/21', rule: consentUnproven },
  { ruleId: '13.2/22', rule: contentConfirm },
  { ruleId: '13.2/23', rule: staleContact },
  { ruleId: '13.2/24', rule: zoneNoOverlap },
  { ruleId: '13.2/25', rule: frequencyCaps },
  { ruleId: '13.2/26', rule: quietHours },
  { ruleId: '13.2/27', rule: providerBusy },
];

/** Questions a person may answer with "send anyway": rows 6 and 19 to 26 without 24 (section 0, ruling 8). */
export const CONFIRMABLE: ReadonlySet<GateCode> = new Set<GateCode>([
  'SUSPECTED_OPTOUT',
  'EMERGENCY_BLAST',
  'OPTED_OUT_OTHER_NUMBER',
  'CONSENT_UNPROVEN',
  'CONTENT_CONFIRM',
  'STALE_CONTACT',
  'CAP_DAY',
  'CAP_WEEK',
  'CAP_MONTH',
  'QUIET_HOURS',
]);
