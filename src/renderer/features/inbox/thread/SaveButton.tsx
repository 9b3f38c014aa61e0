/** Saves one picture or file; says why when that cannot be. */
import { Download } from 'lucide-react';
import { toCallError } from '../../../client/callError.ts';
import type { Attachment } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { IconButton } from '../../../ui/Button.tsx';
import { saveFile } from './saveFile.ts';

export function SaveButton({ attachment }: { readonly attachment: Attachment }) {
  const t = useT();
  const errorText = useErrorText();
  const { client, toasts } = useServices();
  const save = (): void => {
    saveFile(client, attachment).catch((thrown: unknown) => {
      toasts.show({ icon: 'problem', message: errorText(toCallError(thrown)) });
    });
  };
  return (
    <IconButton size="small" label={t('inbox.picture.save', { name: attachment.name })} onClick={save}>
      <Download size={15} aria-hidden="true" />
    </IconButton>
  );
}
