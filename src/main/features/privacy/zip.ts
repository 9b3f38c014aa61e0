/** Writes a zip archive in memory: small files of text packed, pictures as they are. No names, no rules, no disk. */
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipFile {
  /** With `/` between folders; UTF-8. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Pictures are packed already. */
  readonly packed: boolean;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;

/** Fewer than 65,536 files and 4 GB in all: the plain format. Files carry no time of their own. */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, bytes, packed } of files) {
    const title = Buffer.from(name, 'utf8');
    const data = packed ? Buffer.from(bytes) : deflateRawSync(bytes, { level: 1 });
    const head = header(packed ? 0 : DEFLATED, bytes, data.length, title.length);
    locals.push(signature(LOCAL), head, title, data);
    central.push(signature(CENTRAL), Buffer.from([VERSION, 0]), head, tailOf(offset), title);
    offset += 4 + head.length + title.length + data.length;
  }
  const directory = Buffer.concat(central);
  return Buffer.concat([...locals, directory, signature(END), endOf(files.length, directory.length, offset)]);
}

/** What a file's own header and its line in the directory share. */
function header(method: number, bytes: Uint8Array, packedLength: number, nameLength: number): Buffer {
  const shared = Buffer.alloc(26);
  shared.writeUInt16LE(VERSION, 0);
  shared.writeUInt16LE(UTF8_NAMES, 2);
  shared.writeUInt16LE(method, 4);
  // 1 January 1980: the earliest day the format knows.
  shared.writeUInt16LE(0x0021, 8);
  shared.writeUInt32LE(crc32(bytes), 10);
  shared.writeUInt32LE(packedLength, 14);
  shared.writeUInt32LE(bytes.length, 18);
  shared.writeUInt16LE(nameLength, 22);
  return shared;
}

function tailOf(offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return tail;
}

function endOf(count: number, directoryLength: number, offset: number): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(directoryLength, 8);
  end.writeUInt32LE(offset, 12);
  return end;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
