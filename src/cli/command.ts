import type { Command } from 'commander';

/** What a command leaves behind. Text ends with a line feed, or is empty. */
export interface Result {
  readonly out: string;
  readonly err: string;
  readonly code: number;
  /** Where `out` goes instead of standard output. */
  readonly file?: string;
  /** Further reports, each to a file of its own. */
  readonly more?: readonly Written[];
}

/** A text for a file; `append`: behind what is there. */
export interface Written {
  readonly file: string;
  readonly text: string;
  readonly append?: true;
}

/**
 * Declares a command's arguments, flags and action on the bare command that `runProgram` made. Options are made through the command itself
 * (`command.option`, `command.createOption`), so that no bundle but the program's own holds the argument parser.
 */
export type Declare = (command: Command, done: (result: Result) => void, everything: Everything) => void;

/** The whole program with every command's flags declared, for what speaks about all of them. */
type Everything = () => Promise<Command>;
