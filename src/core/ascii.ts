/**
 * What short ASCII texts are made of, told character by character: an expression that runs once costs a cold start more than all
 * characters of a `.env`.
 */

const isDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether a text is of ASCII digits only, and not empty. */
export function isDigits(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (!isDigit(text.charCodeAt(at))) return false;
  return text !== '';
}

/** Whether a text is of ASCII letters, digits and the marks given only, and not empty. */
export function isOfWord(text: string, marks: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    if (!isLetter && !isDigit(code) && !marks.includes(text.charAt(at))) return false;
  }
  return text !== '';
}
