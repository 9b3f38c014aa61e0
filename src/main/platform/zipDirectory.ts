/** Looks into a zip archive without unpacking it: names and sizes, and single entries up to a limit. Only what a workbook needs. */
import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  /** As the archive claims. */
  readonly size: number;
  /** Unpacks it. Throws when it is damaged or becomes longer than `most` bytes, whatever the archive claims. */
  unpack(most: number): Uint8Array;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record is 22 bytes and a comment of at most 64 KB. */
const END_SEARCH = 22 + 0xffff;

/** The entries of an archive, or undefined where there is no directory to be found: cut off, or no zip at all. */
export function readZipDirectory(bytes: Uint8Array): readonly ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === undefined) return undefined;
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) return undefined;
    const lengths = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
    entries.push(entryAt(bytes, view, at, lengths[0]));
    at += 46 + lengths[0] + lengths[1] + lengths[2];
  }
  return entries;
}

function findEnd(view: DataView): number | undefined {
  const last = view.byteLength - 22;
  for (let at = last; at >= Math.max(0, last - END_SEARCH); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return undefined;
}

function entryAt(bytes: Uint8Array, view: DataView, at: number, nameLength: number): ZipEntry {
  const method = view.getUint16(at + 10, true);
  const packed = view.getUint32(at + 20, true);
  const local = view.getUint32(at + 42, true);
  return {
    name: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength)),
    size: view.getUint32(at + 24, true),
    unpack: (most) => {
      if (local + 30 > view.byteLength || view.getUint32(local, true) !== LOCAL) throw new Error('No local header.');
      const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const data = bytes.subarray(start, start + packed);
      if (method === 0 && data.length <= most) return data;
      if (method !== 8) throw new RangeError('Packed in a way that is not read.');
      return inflateRawSync(data, { maxOutputLength: Math.max(1, most) });
    },
  };
}
