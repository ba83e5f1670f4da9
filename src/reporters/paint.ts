/** Colours of a terminal, by what they mean (SGR numbers). */
const styles = { error: '1;31', warning: '1;33', info: '1;36', strong: '1', faint: '2' } as const;
export type Paint = (style: keyof typeof styles, text: string) => string;

const inColor: Paint = (style, text) => `\x1b[${styles[style]}m${text}\x1b[0m`;
const plain: Paint = (_, text) => text;

export const paintFor = (color: boolean): Paint => (color ? inColor : plain);
