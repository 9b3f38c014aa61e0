/** A WhatsApp template that a person chose: approved, filled in, and meant for this purpose; or a refusal in words. Asks the provider, writes nothing. */
import type { Purpose } from '../../../contract/common.ts';
import { DomainError } from '../../../contract/errors.ts';
import type { WhatsAppTemplate } from '../../../contract/gateways.ts';
import { fillTemplate } from '../../domain/templates/whatsAppTemplate.ts';
import type { ChosenTemplate } from '../../domain/templates/whatsAppTemplate.ts';

/** The approved template of this id; `unreachable`: nobody can say now. */
export type FindTemplate = (
  contentSid: string,
  signal: AbortSignal,
) => Promise<WhatsAppTemplate | 'notApproved' | 'unreachable'>;

interface Wanted {
  readonly whatsAppTemplate?: ChosenTemplate | undefined;
  readonly channel?: 'sms' | 'whatsapp' | undefined;
  readonly purpose: Purpose;
  readonly body: string;
  readonly attachmentIds: readonly string[];
}

/** The words that leave, and the template they are of. Errors: INVALID_INPUT with the field, NOT_AVAILABLE, GATEWAY_UNREACHABLE. */
export async function fillChosen<I extends Wanted>(find: FindTemplate, input: I, signal: AbortSignal): Promise<I> {
  const { whatsAppTemplate: chosen, channel = 'whatsapp', attachmentIds, purpose } = input;
  if (chosen === undefined) return input;
  if (channel !== 'whatsapp') throw wrong('A template is for WhatsApp. Send the words as a text instead.');
  if (attachmentIds.length > 0) throw wrong('A template goes out as it was approved, without pictures of yours.');
  const template = await find(chosen.contentSid, signal);
  if (template === 'unreachable') {
    throw new DomainError(
      'GATEWAY_UNREACHABLE',
      'Twilio does not answer, so nobody can say whether this template is approved.',
    );
  }
  if (template === 'notApproved') {
    throw new DomainError(
      'NOT_AVAILABLE',
      'This template is not approved for WhatsApp, or no longer there. Choose another one.',
    );
  }
  if (template.category === 'marketing' && purpose !== 'marketing') {
    throw wrong('This template is approved as advertising. Choose one for appointments, or send it as advertising.');
  }
  const filled = fillTemplate(template.body, chosen.variables);
  if (!filled.ok) {
    const words = {
      missing: `The template needs a value for {{${filled.name}}}.`,
      badValue: `WhatsApp takes no line breaks and no rows of blanks in {{${filled.name}}}.`,
    };
    throw wrong(words[filled.problem]);
  }
  const { contentSid } = chosen;
  return { ...input, channel, body: filled.text, whatsAppTemplate: { contentSid, variables: filled.variables } };
}

function wrong(words: string): DomainError {
  return new DomainError('INVALID_INPUT', words, { field: 'whatsAppTemplate' });
}
