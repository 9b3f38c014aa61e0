/** Choosing an approved WhatsApp template, filling it in and sending it. What may go out is the core's to say. Lazily loaded. */
import { MessageCircle, TriangleAlert } from 'lucide-react';
import { useId, useState } from 'react';
import type { WhatsAppTemplate } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useQuery } from '../../../state/useQuery.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Empty } from '../../../ui/Empty.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { Skeleton } from '../../../ui/Skeleton.tsx';
import type { SendOptions } from './useSend.ts';
import { filledWords, isFilled } from './whatsAppWords.ts';
import type { TemplateValuesByName } from './whatsAppWords.ts';
import styles from './composer.module.css';

export interface WhatsAppDialogProps {
  readonly conversationId: string;
  /** The account whose templates are shown. */
  readonly gatewayId: string;
  /** "Ana". */
  readonly name: string;
  readonly onClose: () => void;
  readonly onSend: (body: string, options: SendOptions) => void;
}

export function WhatsAppDialog({ conversationId, gatewayId, name, onClose, onSend }: WhatsAppDialogProps) {
  const t = useT();
  const errorText = useErrorText();
  const { data, error } = useQuery('gateways.listWhatsAppTemplates', { id: gatewayId });
  const [chosen, setChosen] = useState<WhatsAppTemplate | null>(null);
  const [values, setValues] = useState<TemplateValuesByName>({});
  const choose = (template: WhatsAppTemplate): void => {
    setChosen(template);
    setValues({});
  };
  // Codes and advertising have senders and rules of their own.
  const templates = data?.items.filter(({ category }) => category === 'utility');
  const ready = chosen !== null && isFilled(chosen.variables, values);
  const words = chosen === null ? '' : filledWords(chosen.body, values);
  const whatsAppTemplate = { contentSid: chosen?.contentSid ?? '', variables: values };
  const stop = useStop(ready ? { conversationId, body: words, channel: 'whatsapp', whatsAppTemplate } : null);
  const send = (): void => {
    onSend(words, { channel: 'whatsapp', whatsAppTemplate });
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('inbox.whatsapp.title')}
      footer={
        <>
          <Button onClick={onClose}>{t('inbox.ask.cancel')}</Button>
          <Button variant="primary" disabled={!ready || stop !== null} onClick={send}>
            <span className="pii">{t('inbox.whatsapp.send', { name })}</span>
          </Button>
        </>
      }
    >
      {error ? (
        <Banner tone="bad" icon={TriangleAlert}>
          {errorText(error)}
        </Banner>
      ) : templates === undefined ? (
        <Skeleton rows={4} />
      ) : templates.length === 0 ? (
        <Empty icon={MessageCircle} title={t('inbox.whatsapp.none')} help={t('inbox.whatsapp.noneHelp')} />
      ) : (
        <TemplateChoice templates={templates} chosen={chosen} onChoose={choose} />
      )}
      {chosen?.variables.map((variable) => (
        <TextField
          key={`${chosen.contentSid} ${variable}`}
          label={t('inbox.whatsapp.value', { variable })}
          className="pii"
          maxLength={1000}
          value={values[variable] ?? ''}
          onChange={(event) => setValues({ ...values, [variable]: event.target.value })}
        />
      ))}
      {chosen === null ? null : (
        <p className={styles.whatsAppWords} aria-label={t('inbox.whatsapp.preview')} role="group">
          <span className="pii">{words}</span>
        </p>
      )}
      {stop === null ? null : (
        <Banner tone="bad" icon={TriangleAlert}>
          {stop === '' ? t('inbox.ruleNotice') : stop}
        </Banner>
      )}
    </Dialog>
  );
}

interface ChoiceProps {
  readonly templates: readonly WhatsAppTemplate[];
  readonly chosen: WhatsAppTemplate | null;
  readonly onChoose: (template: WhatsAppTemplate) => void;
}

function TemplateChoice({ templates, chosen, onChoose }: ChoiceProps) {
  const t = useT();
  const id = useId();
  return (
    <fieldset className={styles.whatsAppList}>
      <legend>{t('inbox.whatsapp.choose')}</legend>
      {templates.map((template) => (
        <label key={template.contentSid} className={styles.whatsAppOption}>
          <input
            type="radio"
            name={id}
            checked={chosen?.contentSid === template.contentSid}
            onChange={() => onChoose(template)}
          />
          <span>
            <strong>{template.name}</strong> <span lang={template.language}>{template.body}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

type Asked = Parameters<typeof useQuery<'messages.previewMessage'>>[1];

/** Why the core would not let it out, in words; null when it would, or asks a person first. */
function useStop(input: Asked): string | null {
  const answer = useQuery('messages.previewMessage', input, { keepPrevious: true }).data;
  if (input === null || answer === undefined) return null;
  if (answer.noRoute) return answer.noRoute.text;
  const block = answer.decision.findings.find(({ decision }) => decision === 'block');
  return block?.words ?? null;
}
