/** Which backup, and its recovery code: the fields of every restore, and what was found. */
import { useRef } from 'react';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { Button } from '../../../ui/Button.tsx';
import { TextField } from '../../../ui/Field.tsx';
import { BackupFacts } from './BackupFacts.tsx';
import type { Restore } from './useRestore.ts';

export interface RestoreFieldsProps {
  readonly restore: Restore;
  readonly now: number;
  /** The file was chosen before and stays. */
  readonly fixed?: boolean;
}

export function RestoreFields({ restore, now, fixed = false }: RestoreFieldsProps) {
  const t = useT();
  const { path, code, wantsCode, look, error } = restore;
  return (
    <>
      <TextField
        label={t('backups.dialog.path')}
        hint={fixed ? undefined : t('backups.dialog.pathHelp')}
        value={path}
        readOnly={fixed}
        autoComplete="off"
        spellCheck={false}
        error={wantsCode ? null : error}
        onChange={(event) => restore.setPath(event.target.value)}
      />
      {fixed ? null : <ChooseFile onChoose={(chosen) => void restore.lookAt(chosen)} />}
      {wantsCode ? (
        <TextField
          label={t('backups.dialog.code')}
          hint={t('backups.dialog.codeHelp')}
          autoComplete="off"
          spellCheck={false}
          value={code}
          error={error}
          onChange={(event) => restore.setCode(event.target.value)}
        />
      ) : null}
      {look === null || look.asksForCode ? null : <BackupFacts look={look} now={now} />}
    </>
  );
}

/** Only the program's own window can tell where a chosen file lies; elsewhere its path is typed. */
function ChooseFile({ onChoose }: { readonly onChoose: (path: string) => void }) {
  const t = useT();
  const { pathOf } = useServices();
  const input = useRef<HTMLInputElement>(null);
  if (pathOf === undefined) return null;
  return (
    <div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('backups.dialog.choose')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onChoose(pathOf(file));
          event.target.value = '';
        }}
      />
      <Button onClick={() => input.current?.click()}>{t('backups.dialog.choose')}</Button>
    </div>
  );
}
