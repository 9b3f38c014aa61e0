/** How key combinations are written on screen. Pure. */

/** "Ctrl+Shift+H" as "Ctrl Shift H", sequences "G I" as "G then I" stay as they are. */
export function displayKeys(keys: string): string {
  return keys.replaceAll('+', ' ').replace('Escape', 'Esc').replace('ArrowUp', '↑').replace('ArrowDown', '↓');
}
