/** A value that is safe to print: short and of harmless characters, else only its length. */
export function shownValue(text: string): string {
  if (/^[\w.+-]{1,16}$/.test(text)) return text;
  return text === '' ? 'empty' : `${text.length} ${text.length === 1 ? 'character' : 'characters'}`;
}
