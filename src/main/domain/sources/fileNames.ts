/** Which files of a watched folder are lists. Pure. */

/** Endings the import reads. */
const LISTS = /\.(csv|tsv|txt|xlsx|ics|hl7|json)$/i;
/** What programs put beside a file while they write or hold it. */
const NEVER = /^[.~]|\.(tmp|part|partial|crdownload|lock|bak)$/i;

/** `pattern`: `*` and `?`, several parted by semicolons; empty takes every list. Case does not matter. */
export function isListFile(name: string, pattern: string): boolean {
  if (NEVER.test(name)) return false;
  const globs = pattern
    .split(';')
    .map((glob) => glob.trim())
    .filter((glob) => glob !== '');
  return globs.length === 0 ? LISTS.test(name) : globs.some((glob) => matches(name.toLowerCase(), glob.toLowerCase()));
}

/** Walks both once, going back to the last star only: no pattern takes long. */
function matches(name: string, glob: string): boolean {
  let at = 0;
  let inGlob = 0;
  let star = -1;
  let starAt = 0;
  while (at < name.length) {
    if (glob[inGlob] === '*') {
      star = inGlob;
      starAt = at;
      inGlob += 1;
    } else if (inGlob < glob.length && (glob[inGlob] === '?' || glob[inGlob] === name[at])) {
      at += 1;
      inGlob += 1;
    } else if (star >= 0) {
      starAt += 1;
      at = starAt;
      inGlob = star + 1;
    } else return false;
  }
  while (glob[inGlob] === '*') inGlob += 1;
  return inGlob === glob.length;
}
