/** Reads a file of this PC into base64, telling how far it is; can be stopped. Nothing is sent anywhere. */

/** What the core accepts (contract/schedule.ts). */
export const MOST_BYTES = 25_000_000;

/** The way to a file's bytes ended before they were read. */
export class FileReadError extends Error {
  readonly kind: 'unreadable' | 'cancelled';

  constructor(kind: 'unreadable' | 'cancelled') {
    super(kind);
    this.name = 'FileReadError';
    this.kind = kind;
  }
}

/** Base64 of the whole file. `onProgress` gets 0 to 100. Rejects with FileReadError. */
export function readBase64(file: File, signal: AbortSignal, onProgress: (percent: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onprogress = (event) => {
      if (event.lengthComputable) onProgress(Math.round((100 * event.loaded) / event.total));
    };
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    };
    reader.onerror = () => reject(new FileReadError('unreadable'));
    reader.onabort = () => reject(new FileReadError('cancelled'));
    signal.addEventListener('abort', () => reader.abort());
    reader.readAsDataURL(file);
  });
}
