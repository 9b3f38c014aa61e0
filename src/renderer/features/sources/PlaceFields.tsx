/** The fields that say where a source reads, by kind. Secrets that are saved are never shown: an empty field keeps them. */
import type { ScheduleSource } from '../../contract.ts';
import { useT } from '../../i18n/useT.ts';
import { CheckField } from '../../ui/CheckField.tsx';
import { TextField } from '../../ui/Field.tsx';
import { SecretField } from '../gateways/index.ts';
import type { SourceDraft } from './sourceDraft.ts';

export interface PlaceFieldsProps {
  readonly draft: SourceDraft;
  readonly source: ScheduleSource | null;
  readonly set: (patch: Partial<SourceDraft>) => void;
  readonly errorAt: (field: string) => string | null;
}

export function PlaceFields(props: PlaceFieldsProps) {
  switch (props.draft.kind) {
    case 'folder':
      return <FolderFields {...props} />;
    case 'feed':
      return <FeedFields {...props} />;
    case 'openDental':
      return <OpenDentalFields {...props} />;
  }
}

function FolderFields({ draft, set, errorAt }: PlaceFieldsProps) {
  const t = useT();
  return (
    <>
      <TextField
        label={t('sources.field.path')}
        hint={t('sources.field.pathHint')}
        value={draft.path}
        error={errorAt('folder.path')}
        onChange={(event) => set({ path: event.target.value })}
      />
      <TextField
        label={t('sources.field.pattern')}
        hint={t('sources.field.patternHint')}
        value={draft.pattern}
        onChange={(event) => set({ pattern: event.target.value })}
      />
      <CheckField checked={draft.move} onChange={(event) => set({ move: event.target.checked })}>
        {t('sources.field.done')}
      </CheckField>
    </>
  );
}

function FeedFields({ draft, source, set, errorAt }: PlaceFieldsProps) {
  const t = useT();
  const host = source?.feed?.host;
  return (
    <>
      <SecretField
        name="url"
        label={t('sources.field.url')}
        hint={host === undefined ? t('sources.field.urlHint') : t('sources.field.urlKept', { host })}
        value={draft.url}
        error={errorAt('feed.url')}
        onChange={(url) => set({ url })}
      />
      <Every draft={draft} set={set} errorAt={errorAt} />
    </>
  );
}

function OpenDentalFields({ draft, source, set, errorAt }: PlaceFieldsProps) {
  const t = useT();
  const kept = source?.openDental?.hasKeys === true ? t('sources.field.keysKept') : undefined;
  return (
    <>
      <TextField
        label={t('sources.field.address')}
        hint={t('sources.field.addressHint')}
        value={draft.address}
        error={errorAt('openDental.address')}
        onChange={(event) => set({ address: event.target.value })}
      />
      {(['developerKey', 'customerKey'] as const).map((key) => (
        <SecretField
          key={key}
          name={key}
          label={t(`sources.field.${key}`)}
          hint={kept}
          value={draft[key]}
          error={errorAt(`openDental.${key}`)}
          onChange={(value) => set({ [key]: value })}
        />
      ))}
      <TextField
        label={t('sources.field.daysAhead')}
        type="number"
        min={1}
        max={365}
        value={draft.daysAhead}
        error={errorAt('openDental.daysAhead')}
        onChange={(event) => set({ daysAhead: event.target.value })}
      />
      <Every draft={draft} set={set} errorAt={errorAt} />
    </>
  );
}

function Every({ draft, set, errorAt }: Pick<PlaceFieldsProps, 'draft' | 'set' | 'errorAt'>) {
  const t = useT();
  return (
    <TextField
      label={t('sources.field.every')}
      type="number"
      min={5}
      max={1440}
      value={draft.everyMinutes}
      error={errorAt('everyMinutes')}
      onChange={(event) => set({ everyMinutes: event.target.value })}
    />
  );
}
