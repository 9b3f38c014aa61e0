/** The content of one picture while it is on screen: asked for once, forgotten when it leaves. Pictures of patients stay in no cache. */
import { useCallback, useEffect, useState } from 'react';
import { toCallError } from '../../../client/callError.ts';
import type { Attachment } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useServices } from '../../../state/services.ts';
import { readContent } from './content.ts';

export interface Content {
  /** For `img`; null while it is under way. */
  readonly url: string | null;
  readonly error: string | null;
  readonly again: () => void;
}

export function useContent({ id }: Pick<Attachment, 'id'>): Content {
  const { client } = useServices();
  const errorText = useErrorText();
  const [tries, setTries] = useState(0);
  const [state, setState] = useState<{ url: string | null; error: string | null }>({ url: null, error: null });
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    readContent(client, id).then(
      (content) => {
        if (gone) return;
        made = URL.createObjectURL(content);
        setState({ url: made, error: null });
      },
      (thrown: unknown) => {
        if (!gone) setState({ url: null, error: errorText(toCallError(thrown)) });
      },
    );
    return () => {
      gone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [client, id, errorText, tries]);
  const again = useCallback(() => {
    setState({ url: null, error: null });
    setTries((before) => before + 1);
  }, []);
  return { ...state, again };
}
