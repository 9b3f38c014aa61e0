/** The pictures of one draft: added at once, so that a fault is known before Send; taken when the text is sent, put back when it is not. */
import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { toCallError } from '../../../client/callError.ts';
import { newId } from '../../../client/ids.ts';
import type { Attachment } from '../../../contract.ts';
import { useErrorText } from '../../../i18n/useErrorText.ts';
import { useT } from '../../../i18n/useT.ts';
import { useServices } from '../../../state/services.ts';
import { readContent } from '../thread/content.ts';
import type { DraftPicture, PictureBook } from '../../../state/pictureBook.ts';
import { faultOf } from './pictureRules.ts';
import { readBase64 } from './readBase64.ts';

export interface Pictures {
  readonly list: readonly DraftPicture[];
  /** One is still being added. */
  readonly adding: boolean;
  /** Why the last one was not added. */
  readonly problem: string | null;
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (key: string) => void;
  /** Empties the draft and gives what was in it: it is being sent. */
  readonly take: () => readonly DraftPicture[];
  readonly putBack: (pictures: readonly DraftPicture[]) => void;
  /** Copies those of a text that was taken back: its own stay with it. */
  readonly copy: (attachments: readonly Attachment[]) => void;
}

const NONE: readonly DraftPicture[] = [];

export function usePictures(book: PictureBook, conversationId: string): Pictures {
  const { client } = useServices();
  const list = useStore(book.store, (all) => all[conversationId]) ?? NONE;
  const { problem, setProblem, add } = useAdding(book, conversationId);

  const remove = useCallback(
    (key: string) => {
      const gone = book.store.getState()[conversationId]?.find((one) => one.key === key);
      if (!gone) return;
      book.change(conversationId, (before) => before.filter((one) => one !== gone));
      setProblem(null);
      if (gone.preview !== null) URL.revokeObjectURL(gone.preview);
      // What nobody sends is dropped by the core anyway, after a while.
      if (gone.id !== null) client.command('attachments.removeAttachment', { id: gone.id }).catch(() => undefined);
    },
    [book, conversationId, client, setProblem],
  );
  const take = useCallback(() => {
    const taken = book.store.getState()[conversationId] ?? NONE;
    if (taken.length > 0) book.change(conversationId, () => NONE);
    return taken;
  }, [book, conversationId]);
  const putBack = useCallback(
    (pictures: readonly DraftPicture[]) => {
      if (pictures.length > 0) book.change(conversationId, (before) => [...pictures, ...before]);
    },
    [book, conversationId],
  );
  const copy = useCallback(
    (attachments: readonly Attachment[]) => {
      for (const { id, name, state } of attachments) {
        if (state !== 'ready') continue;
        void readContent(client, id).then(
          (content) => add([new File([content], name, { type: content.type })]),
          () => undefined,
        );
      }
    },
    [client, add],
  );
  const adding = list.some(({ id }) => id === null);
  return useMemo(
    () => ({ list, adding, problem, add, remove, take, putBack, copy }),
    [list, adding, problem, add, remove, take, putBack, copy],
  );
}

function useAdding(book: PictureBook, conversationId: string) {
  const t = useT();
  const errorText = useErrorText();
  const { client } = useServices();
  const [problem, setProblem] = useState<string | null>(null);

  const upload = useCallback(
    async (file: File, key: string): Promise<void> => {
      const drop = (words: string): void => {
        book.change(conversationId, (before) => before.filter((one) => one.key !== key));
        setProblem(words);
      };
      const data = await readBase64(file).catch(() => null);
      if (data === null) return drop(t('inbox.pictures.unreadable', { name: file.name }));
      try {
        const { id, contentType } = await client.command('attachments.addAttachment', { name: nameOf(file), data });
        book.change(conversationId, (before) =>
          before.map((one) => (one.key === key ? { ...one, id, contentType } : one)),
        );
      } catch (thrown) {
        drop(errorText(toCallError(thrown)));
      }
    },
    [book, conversationId, client, t, errorText],
  );
  const add = useCallback(
    (files: Iterable<File>) => {
      setProblem(null);
      for (const file of files) {
        const present = book.store.getState()[conversationId] ?? NONE;
        const fault = faultOf(file, present);
        if (fault) {
          setProblem(t(`inbox.pictures.${fault}`, { name: file.name }));
          continue;
        }
        const picture = draftOf(file);
        book.change(conversationId, (before) => [...before, picture]);
        void upload(file, picture.key);
      }
    },
    [book, conversationId, upload, t],
  );
  return { problem, setProblem, add };
}

const LONGEST_NAME = 100;

/** A pasted picture has no name of its own. */
function nameOf({ name }: File): string {
  const trimmed = name.trim();
  return trimmed === '' ? 'picture' : trimmed.slice(-LONGEST_NAME);
}

function draftOf(file: File): DraftPicture {
  const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
  return { key: newId(), name: nameOf(file), contentType: file.type, sizeBytes: file.size, preview, id: null };
}
