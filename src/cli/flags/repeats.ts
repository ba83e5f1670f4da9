import type { Command } from 'commander';
import { usageError } from '../usage-error.ts';

/** Refuses a flag that is given twice: of two numbers nobody knows which was meant. Call it when all options are declared. */
export function refuseRepeats(command: Command): void {
  const seen = new Set<string>();
  for (const option of command.options) {
    if (option.parseArg && 'repeatable' in option.parseArg) continue;
    command.on(`option:${option.name()}`, () => {
      if (seen.has(option.name())) throw usageError(`--${option.name()} is given twice; keep one of them`);
      seen.add(option.name());
    });
  }
}
