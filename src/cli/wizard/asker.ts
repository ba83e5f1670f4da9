import { isUsageError } from '../usage-error.ts';

/** Ctrl-C (or the end of input) at a prompt: nothing more is asked, and nothing written. */
export const interrupted = Symbol('interrupted');

export interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

/** The three kinds of prompt that the wizard has. Each rejects with `interrupted` when the user leaves. */
export interface Asker {
  readonly text: (question: {
    message: string;
    default: string;
    problem: (answer: string) => string | null;
  }) => Promise<string>;
  readonly confirm: (message: string, byDefault: boolean) => Promise<boolean>;
  readonly choose: <T extends string>(message: string, choices: readonly Choice<T>[], byDefault: T) => Promise<T>;
}

/** Loads inquirer, which costs most of a second and which nothing else needs. */
export async function makeAsker(): Promise<Asker> {
  // Not the default export: bundled as CommonJS it is one level deeper than in an ES module.
  const { createPromptModule } = await import('inquirer');
  const prompt = createPromptModule();
  return {
    text: async ({ message, default: byDefault, problem }) => {
      const validate = (answer: string) => problem(answer) ?? true;
      const { answer } = await leavable(
        prompt<{ answer: string }>([{ type: 'input', name: 'answer', message, default: byDefault, validate }]),
      );
      return answer;
    },
    confirm: async (message, byDefault) => {
      const { answer } = await leavable(
        prompt<{ answer: boolean }>([{ type: 'confirm', name: 'answer', message, default: byDefault }]),
      );
      return answer;
    },
    choose: async (message, choices, byDefault) => {
      const { answer } = await leavable(
        prompt<{ answer: typeof byDefault }>([
          { type: 'select', name: 'answer', message, default: byDefault, choices: [...choices], loop: false },
        ]),
      );
      return answer;
    },
  };
}

async function leavable<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw error instanceof Error && error.name === 'ExitPromptError' ? interrupted : error;
  }
}

const unknownWords = /^(?:\?|i ?d ?k|(?:i )?(?:do not|don['\u2019]?t) know|unknown)$/i;

/** `?` and its long forms: the user does not know, and the question's own way out applies. */
const isUnknown = (answer: string): boolean => unknownWords.test(answer.trim());

/** A question for a number, with the reason why it is asked. */
export interface NumberQuestion<T> {
  readonly message: string;
  readonly default: string;
  /** Reads an answer, or throws a usage error that says what to type instead. */
  readonly read: (answer: string) => T;
}

/** Asks until the answer can be read; undefined is "I don't know". */
export async function askNumber<T>(asker: Asker, question: NumberQuestion<T>): Promise<T | undefined> {
  const problem = (answer: string): string | null => {
    if (isUnknown(answer)) return null;
    try {
      question.read(answer.trim());
      return null;
    } catch (error) {
      if (isUsageError(error)) return `${error.message} (? = I don't know)`;
      throw error;
    }
  };
  const answer = await asker.text({ message: question.message, default: question.default, problem });
  return isUnknown(answer) ? undefined : question.read(answer.trim());
}
