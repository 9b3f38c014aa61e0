/** Lists are paged by key: a page says where the next one starts. */

/** A keyset page: pass `next` back to get the page after it. */
export interface Slice<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
export interface PageRequest {
  readonly cursor: string | null;
  readonly limit: number;
}
