/** A key or key combination, "Ctrl K". Decoration: the element beside it names the key to assistive technology. */
import { displayKeys } from './keys.ts';

export function Kbd({ keys }: { readonly keys: string }) {
  return (
    <kbd className="kbd" aria-hidden="true">
      {displayKeys(keys)}
    </kbd>
  );
}
