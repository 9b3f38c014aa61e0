/** The words of an approved template with what was filled in. The core fills it in again and decides; this is what the desk looks at. */

export type TemplateValuesByName = Readonly<Record<string, string>>;

const BRACES = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Names without a value keep their braces. */
export function filledWords(body: string, values: TemplateValuesByName): string {
  return body.replace(BRACES, (braces, name: string) => values[name]?.trim() || braces);
}

/** Every name has a value. */
export function isFilled(names: readonly string[], values: TemplateValuesByName): boolean {
  return names.every((name) => (values[name] ?? '').trim() !== '');
}
