/** The writing box: text area, templates behind "/", counter, send. Counts at each key and asks the core nothing. */
import { lazy, Suspense, useId, useState } from 'react';
import type { RefObject } from 'react';
import type { ConversationRow, Message, PreviewRoute } from '../../../contract.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { cx } from '../../../ui/cx.ts';
import { SegmentCounter } from '../../../ui/SegmentCounter.tsx';
import { titleOf, shortNameOf } from '../names.ts';
import { usePatient } from '../usePatient.ts';
import { ComposerTools } from './ComposerTools.tsx';
import { firstOpenDetail } from './details.ts';
import { asSent } from './addedLines.ts';
import type { AddedLines } from './addedLines.ts';
import { GuardLine } from './GuardLine.tsx';
import { partsOf } from './partsHint.ts';
import { PartsHintLine } from './PartsHintLine.tsx';
import { PictureStrip } from './PictureStrip.tsx';
import { RouteHint } from './RouteHint.tsx';
import { SendButton } from './SendButton.tsx';
import { Suggestions } from './Suggestions.tsx';
import { TemplatePicker } from './TemplatePicker.tsx';
import { useComposerKeys } from './useComposerKeys.ts';
import { useDetails } from './useDetails.ts';
import type { DraftControl } from './useDraft.ts';
import { useInsert } from './useInsert.ts';
import { useFileDrop } from './useFileDrop.ts';
import type { Pictures } from './usePictures.ts';
import type { SendOptions } from './useSend.ts';
import { useTextCheck } from './useTextCheck.ts';
import { useTemplates } from './useTemplates.ts';
import { useWhatsApp } from './useWhatsApp.ts';
import styles from './composer.module.css';

const WhatsAppDialog = lazy(async () => ({ default: (await import('./WhatsAppDialog.tsx')).WhatsAppDialog }));
const PickTimeDialog = lazy(async () => ({ default: (await import('../PickTimeDialog.tsx')).PickTimeDialog }));

/** As the core takes at most. */
const LONGEST = 1600;

export interface ComposerBoxProps {
  readonly row: ConversationRow;
  readonly draft: DraftControl;
  readonly input: RefObject<HTMLTextAreaElement | null>;
  readonly canSend: boolean;
  readonly pictures: Pictures;
  /** Which way it will go; null: not known, or none. */
  readonly route: PreviewRoute | null;
  /** What the core adds, counted with. */
  readonly lines: AddedLines;
  readonly lastIncoming: Message | undefined;
  readonly lastFailed: string | null;
  readonly onSend: (body: string, options?: SendOptions) => void;
  readonly onNote: () => void;
  readonly onEscape: () => void;
}

export function ComposerBox(props: ComposerBoxProps) {
  const { row, draft, input, canSend, pictures, route, lines, onSend } = props;
  const t = useT();
  const { toasts } = useServices();
  const id = useId();
  const [dialog, setDialog] = useState<'time' | 'whatsApp' | null>(null);
  const whatsApp = useWhatsApp();
  const patient = usePatient(row.people[0]?.id ?? null);
  const details = useDetails(patient);
  const templates = useTemplates(row.id, patient.person?.language ?? 'en');
  const insert = useInsert({ input, draft, templates });
  const { hint } = partsOf(draft.body);
  const { count } = partsOf(asSent(draft.body, lines));
  const check = useTextCheck(row.id, draft.body);
  const drop = useFileDrop(pictures.add);
  const open = firstOpenDetail(draft.body);
  const title = titleOf(row, t);
  const isEmpty = draft.body.trim() === '';
  const ready = !isEmpty && canSend && !pictures.adding;

  const submit = (options: SendOptions = {}): void => {
    if (!ready || keys.picker !== null) return;
    if (open) {
      input.current?.focus();
      input.current?.setSelectionRange(open.start, open.end);
      const message = t('inbox.missingDetail', { detail: t(`inbox.detail.${open.field}`), name: shortNameOf(row, t) });
      toasts.show({ id: 'missing-detail', icon: 'problem', message });
      return;
    }
    const templateId = insert.templateOf(draft.body);
    onSend(draft.body, { ...options, ...(templateId === null ? {} : { templateId }) });
    input.current?.focus();
  };
  const keys = useComposerKeys({
    draft,
    templates,
    lastFailed: props.lastFailed,
    onChoose: insert.template,
    onSubmit: submit,
    onEscape: props.onEscape,
  });
  const pickerId = `${id}-picker`;
  return (
    <>
      <Suggestions row={row} lastIncoming={props.lastIncoming} templates={templates.all} onChoose={insert.template} />
      {keys.picker ? (
        <div className={styles.pickerAnchor}>
          <TemplatePicker id={pickerId} {...keys.picker} details={details} onChoose={insert.template} />
        </div>
      ) : null}
      <div className={cx(styles.box, drop.over && styles.over)} {...drop.handlers}>
        {drop.over ? (
          <div className={styles.dropHere} aria-hidden="true">
            {t('inbox.pictures.drop')}
          </div>
        ) : null}
        <textarea
          ref={input}
          className={cx(styles.input, 'pii')}
          rows={1}
          maxLength={LONGEST}
          aria-label={t('inbox.compose', { name: title })}
          aria-describedby={`${id}-count`}
          aria-haspopup="listbox"
          aria-controls={keys.picker?.templates.length ? pickerId : undefined}
          aria-activedescendant={keys.picker?.templates.length ? `${pickerId}-${keys.picker.active}` : undefined}
          data-region-first=""
          placeholder={t('inbox.placeholder', { name: shortNameOf(row, t) })}
          value={draft.body}
          onChange={(event) => draft.type(event.target.value)}
          onKeyDown={keys.onKeyDown}
          onPaste={(event) => {
            if (event.clipboardData.files.length === 0) return;
            event.preventDefault();
            pictures.add([...event.clipboardData.files]);
          }}
        />
        <PictureStrip pictures={pictures} wordless={isEmpty} onEmpty={() => input.current?.focus()} />
        <GuardLine row={row} check={check} onReplace={(body) => insert.replaceAll(body)} />
        <PartsHintLine hint={hint} onReplace={(body) => insert.replaceAll(body)} />
        <div className={styles.bar}>
          <ComposerTools
            templates={templates.all}
            details={details}
            empty={isEmpty}
            onSlash={() => insert.replaceAll('/')}
            onTemplate={insert.template}
            onInsert={insert.atCaret}
            onNote={props.onNote}
            onPictures={pictures.add}
            onWhatsApp={whatsApp === null ? undefined : () => setDialog('whatsApp')}
          />
          <span className={styles.spring} />
          <RouteHint route={route} />
          <SegmentCounter id={`${id}-count`} segments={count.parts} left={count.leftInPart} />
          <SendButton
            title={title}
            disabled={!ready}
            onSend={() => submit()}
            onSendDone={() => submit({ done: true })}
            onSendAt={(sendAt) => submit({ sendAt })}
            onPickTime={() => setDialog('time')}
          />
        </div>
      </div>
      <ComposerDialogs
        row={row}
        dialog={dialog}
        whatsApp={whatsApp}
        onClose={() => setDialog(null)}
        onSendAt={(sendAt) => submit({ sendAt })}
        onSend={onSend}
      />
    </>
  );
}

interface ComposerDialogsProps {
  readonly row: ConversationRow;
  readonly dialog: 'time' | 'whatsApp' | null;
  readonly whatsApp: string | null;
  readonly onClose: () => void;
  readonly onSendAt: (sendAt: number) => void;
  readonly onSend: (body: string, options?: SendOptions) => void;
}

function ComposerDialogs({ row, dialog, whatsApp, onClose, onSendAt, onSend }: ComposerDialogsProps) {
  const t = useT();
  return (
    <Suspense>
      {dialog === 'time' ? (
        <PickTimeDialog title="inbox.pick.send" confirm="inbox.sendLaterTitle" onPick={onSendAt} onClose={onClose} />
      ) : null}
      {dialog === 'whatsApp' && whatsApp !== null ? (
        <WhatsAppDialog
          conversationId={row.id}
          gatewayId={whatsApp}
          name={shortNameOf(row, t)}
          onClose={onClose}
          onSend={onSend}
        />
      ) : null}
    </Suspense>
  );
}
