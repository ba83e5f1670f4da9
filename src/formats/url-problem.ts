import type { Reserved } from './url-authority.ts';

/** Why a URL cannot be taken apart. Holds nothing of the URL. */
export interface UrlProblem {
  /** 0-based offset in the value. */
  readonly at: number;
  /** What is wrong there, as the end of a sentence. */
  readonly what: string;
  /** The character that has to be percent-encoded where it is meant as a part of a user name or password. */
  readonly character?: Reserved;
}

const encoded: Readonly<Record<Reserved, string>> = { '@': '%40', '/': '%2F', '#': '%23', '?': '%3F', '%': '%25' };

const found: Readonly<Record<Reserved, string>> = {
  '@': 'more than one @ stands before the host',
  '/': 'a bare / stands before an @',
  '?': 'a bare ? stands before an @',
  '#': 'readers disagree on a bare #',
  '%': 'a % is not followed by two hex digits',
};

/** A reserved character that stands where it cannot be told from a part of a password. */
export const unescaped = (character: Reserved, at: number, what = found[character]): UrlProblem => ({
  at,
  what,
  character,
});

const cutAt = ({ at }: UrlProblem): string => `is cut at character ${at + 1}`;

/** As a finding says it of a setting, after its key. */
export const findingText = (problem: UrlProblem): string => {
  const { character, what } = problem;
  const why = character ? `${character} in a user name or password is written ${encoded[character]}` : what;
  return `${cutAt(problem)}: ${why}`;
};

/** As one is told who wants to connect. */
export const refusalText = (problem: UrlProblem): string => {
  const next = problem.character ? '; write @ / ? # % in a user name or password as %40 %2F %3F %23 %25' : '';
  return `the database URL cannot be read, it ${cutAt(problem)}: ${problem.what}${next}`;
};
