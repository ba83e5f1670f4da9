import { printable } from '../model/words/printable.ts';

/**
 * Text within a line of GitHub's Markdown, shown as it is: no markup, HTML, table cell, mathematics or link comes of it. Characters that
 * could start one become references; an underscore within a word is none and stays readable.
 */
export const literal = (text: string): string =>
  printable(text).replace(
    /[&<>`*~[\]\\|$]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])|:(?=\/\/)/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );

/** Prose: `@name` calls nobody and `#1` links nothing, because a comment divides them (references are resolved before those are found). */
export const prose = (text: string): string => literal(text).replace(/@|(?<!&)#(?=\d)/g, '$&<!-- -->');

/** A file, key or rule in code; an element, since backticks cannot hold every text within a table. */
export const code = (text: string): string => `<code>${literal(text)}</code>`;
