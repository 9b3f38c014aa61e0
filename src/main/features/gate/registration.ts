/**
 * Whether a text goes to a network that takes only what was registered with it, and whether this sender and these words are (rules.md 10,
 * India: DLT). Reads only; what follows is the send gate's.
 */
import type { Channel } from '../../../contract/common.ts';
import type { GateInput } from '../../../contract/gate.ts';
import { fitsTemplate } from '../../domain/regions/fitsTemplate.ts';
import { regionOf } from '../../domain/regions/regions.ts';
import type { ConversationRecord, GatewayRecord } from '../../store/records.ts';
import type { ReadTx } from '../../store/store.ts';
import { readSettings } from '../settings/readSettings.ts';

/** How the sender of a Twilio gateway is written when it is a Messaging Service (providers/twilio/config). */
const MESSAGING_SERVICE = /^MG/;

export interface TextToCheck {
  readonly conversation: Pick<ConversationRecord, 'address'>;
  readonly channel: Channel;
  /** As it will leave. */
  readonly body: string;
  /** Would carry it; null or left out: nobody knows yet, and it is asked again when one does. */
  readonly gateway?: GatewayRecord | null;
}

/**
 * What the gate asks about registration. A phone's SIM is a line from person to person and has no sender name: its limits are those of
 * rules.md 5.5.
 */
export function registrationFacts(tx: ReadTx, text: TextToCheck): GateInput['registration'] {
  const { practice, dlt } = readSettings(tx);
  const code = regionOf(practice.country).registered?.callingCode;
  const { gateway = null, conversation, channel } = text;
  const required =
    code !== undefined && channel === 'sms' && gateway?.kind === 'twilio' && conversation.address.startsWith(code);
  if (!required) return { required: false, sender: false, text: false };
  // Only a Messaging Service changes the sender with the country.
  const sender = gateway.config['sender'];
  return {
    required,
    sender: dlt.header !== '' && typeof sender === 'string' && MESSAGING_SERVICE.test(sender),
    text: isRegistered(tx, text),
  };
}

/** The words of a version that was registered, with the details filled in; which ready-made text it was made from does not matter. */
function isRegistered(tx: ReadTx, { body }: TextToCheck): boolean {
  return readSettings(tx).dlt.texts.some(({ templateId, version }) => {
    const registered = tx.templates.versions(templateId).find((one) => one.version === version);
    return registered !== undefined && fitsTemplate(registered.body, body);
  });
}
