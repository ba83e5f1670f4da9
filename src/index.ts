export { fix, lint } from './linter/lint-texts.ts';
export {
  type FileOptions,
  type Linter,
  type LintOptions,
  makeLinter,
  planSource,
  type Source,
} from './linter/linter.ts';
