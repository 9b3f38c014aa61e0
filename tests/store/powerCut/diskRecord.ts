/**
 * What a disk holds after the power fails, worked out from a record of everything a process did to its files (recordDisk.c).
 * Flushed bytes are there. Of what came after the last flush of a file, nothing is there, or any part of it in units of a sector.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

export interface DiskEvent {
  readonly kind: 'write' | 'truncate' | 'flush';
  /** Name without the folder. */
  readonly file: string;
  /** Offset of a write, new length of a truncation. */
  readonly at: number;
  readonly data: Buffer;
}

/** Decides whether a sector that was not flushed survived. */
export type Survives = () => boolean;

const KINDS = new Map([
  [0x77, 'write'],
  [0x74, 'truncate'],
  [0x66, 'flush'],
] as const);
const HEAD = 15;
const SECTOR = 512;

/** The events of a record in the order they happened. */
export function readRecord(file: string): readonly DiskEvent[] {
  const bytes = readFileSync(file);
  const events: DiskEvent[] = [];
  for (let place = 0; place < bytes.length;) {
    const kind = KINDS.get(bytes.readUInt8(place) as 0x77);
    if (kind === undefined) throw new Error(`The disk record has an unknown event at byte ${place}.`);
    const pathEnd = place + HEAD + bytes.readUInt16LE(place + 1);
    const dataEnd = pathEnd + bytes.readUInt32LE(place + 11);
    events.push({
      kind,
      file: basename(bytes.toString('utf8', place + HEAD, pathEnd)),
      at: Number(bytes.readBigInt64LE(place + 3)),
      data: bytes.subarray(pathEnd, dataEnd),
    });
    place = dataEnd;
  }
  return events;
}

/** The files of a folder as they would be found, had the power failed at this moment. */
export class RecordedDisk {
  private readonly files = new Map<string, FileImage>();

  take(event: DiskEvent): void {
    const image = this.files.get(event.file) ?? new FileImage();
    this.files.set(event.file, image);
    image.take(event);
  }

  afterPowerCut(file: string, survives: Survives): Buffer {
    return this.files.get(file)?.afterPowerCut(survives) ?? Buffer.alloc(0);
  }
}

/** One file: what is certainly on the disk, and what is on its way. */
class FileImage {
  private readonly durable = new Content();
  private pending: DiskEvent[] = [];

  take(event: DiskEvent): void {
    if (event.kind !== 'flush') {
      this.pending.push(event);
      return;
    }
    for (const flushed of this.pending) this.durable.apply(flushed);
    this.pending = [];
  }

  afterPowerCut(survives: Survives): Buffer {
    const left = this.durable.copy();
    for (const part of this.pending.flatMap(intoSectors)) {
      if (survives()) left.apply(part);
    }
    return left.bytes();
  }
}

/** The bytes of a file, with room to grow. */
class Content {
  private room = Buffer.alloc(4096);
  private length = 0;

  apply({ kind, at, data }: DiskEvent): void {
    const end = kind === 'truncate' ? at : Math.max(this.length, at + data.length);
    if (end > this.room.length) {
      const larger = Buffer.alloc(end * 2);
      this.room.copy(larger, 0, 0, this.length);
      this.room = larger;
    }
    if (end < this.length) this.room.fill(0, end, this.length);
    if (kind === 'write') data.copy(this.room, at);
    this.length = end;
  }

  copy(): Content {
    const other = new Content();
    other.room = Buffer.from(this.room);
    other.length = this.length;
    return other;
  }

  bytes(): Buffer {
    return this.room.subarray(0, this.length);
  }
}

function intoSectors(event: DiskEvent): DiskEvent[] {
  if (event.kind !== 'write') return [event];
  const parts: DiskEvent[] = [];
  for (let from = 0; from < event.data.length;) {
    const to = Math.min(event.data.length, from + SECTOR - ((event.at + from) % SECTOR));
    parts.push({ ...event, at: event.at + from, data: event.data.subarray(from, to) });
    from = to;
  }
  return parts;
}
