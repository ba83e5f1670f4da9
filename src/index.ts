import { rules as allRules } from '../rules/index.ts';
import { type Fixed, fixText } from './core/fix.ts';
import { type Given, nothingGiven } from './core/given.ts';
import type { Defaults, Knowledge } from './core/knowledge.ts';
import { emptyJudgement, type Judgement, judge, makeRulebook, type OnOutcome } from './core/lint.ts';
import { type Plan, plan } from './core/plan.ts';
import { type Judged, makeRepeats } from './core/repeat.ts';
import type { Assumption, Finding, Report } from './core/report.ts';
import { resolve } from './core/resolve.ts';
import type { Rule } from './core/rule.ts';
import { judgeServices, makeServices, type ServiceName } from './core/services.ts';
import { judgeSuppressed } from './core/suppress.ts';
import { essenceOf } from './essence.ts';
import { parseDotenv } from './formats/dotenv.ts';
import { findSuppressions } from './formats/dotenv-comments.ts';
import { keepsStatements } from './formats/dotenv-edits.ts';
import { makeKnowledge, type OwnKeys } from './knowledge.ts';

export interface Source {
  /** The name that findings carry. */
  readonly file: string;
  readonly text: string;
}

/** What may differ from file to file: a config is found upwards from each. */
export interface FileOptions {
  readonly given?: Given;
  /** What an absent key means; given explicitly, a file with only a PostgreSQL URL has a pool too. */
  readonly defaults?: Defaults;
  readonly rules?: readonly Rule[];
  /** Keys of the user's own, by name. */
  readonly ownKeys?: OwnKeys;
  /** The service that the file belongs to, where a config names it. */
  readonly service?: ServiceName;
}

export interface LintOptions extends FileOptions {
  /** Told of every rule's answer about every subject. */
  readonly onOutcome?: OnOutcome;
}

/** A linter that takes one file after the other and reports at the end; memory grows with findings, not with files. */
export interface Linter {
  /** `own` replaces the linter's options for this file. */
  readonly add: (source: Source, own?: FileOptions) => void;
  readonly report: () => Report;
}

/** Ids that a suppression can name: also of rules that are switched off, never of the rules on suppressions. */
const suppressible = new Set(allRules.filter(({ on }) => on !== 'suppression').map(({ id }) => id));

/** Makes a linter. Throws on a set of rules that yield in a circle. */
export function makeLinter(options: LintOptions = {}): Linter {
  const knowledgeOf = remembered((own: OwnKeys) => makeKnowledge(own));
  const rulebookOf = remembered(makeRulebook);
  const repeats = remembered((_: FileOptions) => makeRepeats());
  const services = makeServices();
  const judgement = { ...emptyJudgement(), ...(options.onOutcome && { onOutcome: options.onOutcome }) };
  const files: string[] = [];
  const filesWithoutPools: string[] = [];
  const assumed = new Map<string, Assumption>();
  return {
    add: (source, own = noOptions) => {
      const { ownKeys = noKeys, rules = allRules, ...rest } = { ...options, ...own };
      const knowledge = knowledgeOf(ownKeys);
      const rulebook = rulebookOf(rules);
      const { file } = source;
      const judgeInto = (into: Judgement): Judged => {
        const { subjects, demands, assumed: assumptions, hasPools } = planWith(knowledge, source, rest);
        for (const assumption of assumptions) assumed.set(`${assumption.fact} ${assumption.value}`, assumption);
        const suppressions = findSuppressions(file, source.text);
        if (suppressions.length === 0) judge(subjects, rulebook, into);
        else judgeSuppressed(subjects, { suppressions, bench: { rulebook, ruleIds: suppressible } }, into);
        return { judgement: into, demands, hasPools };
      };
      // Who asks for every answer gets it with its subject, and a live server is a subject of every file.
      const isPlain = !options.onOutcome && !rest.given?.live;
      const said = isPlain ? essenceOf(file, source.text, knowledge) : undefined;
      const { demands, hasPools } = said
        ? repeats(own).judge(said, { judge: () => judgeInto(emptyJudgement()), into: judgement })
        : judgeInto(judgement);
      files.push(file);
      services.add({ demands, service: rest.service, rulebook });
      if (!hasPools) filesWithoutPools.push(file);
    },
    report: () => {
      const live = options.given?.live;
      // Without a file the server is judged by itself; it stands where a file would.
      if (live && files.length === 0)
        judge(
          planWith(knowledgeOf(noKeys), { file: live.target, text: '' }, options).subjects,
          rulebookOf(options.rules ?? allRules),
          judgement,
        );
      for (const shared of services.shared()) judgeServices(shared, judgement);
      return {
        files,
        ...(live && { live }),
        filesWithoutPools,
        findings: [...judgement.findings].sort(byPlace),
        suppressed: [...judgement.suppressed].sort(byPlace),
        notEvaluated: [...judgement.notEvaluated.values()],
        assumed: [...assumed.values()],
        outcomes: judgement.outcomes,
        limitsRestOnAssumedInstances: judgement.limitsRestOnAssumedInstances,
        crashes: judgement.crashes,
      };
    },
  };
}

const noKeys: OwnKeys = new Map();
const noOptions: FileOptions = {};

/** Makes a thing once for each of the objects that it is made from. */
function remembered<From extends object, Made>(make: (from: From) => Made): (from: From) => Made {
  const known = new Map<From, Made>();
  return (from) => {
    const made = known.get(from) ?? make(from);
    known.set(from, made);
    return made;
  };
}

/** The subjects that rules would judge in one text, without judging them. */
export const planSource = (source: Source, options: LintOptions = {}): Plan & { readonly hasPools: boolean } =>
  planWith(makeKnowledge(), source, options);

function planWith(knowledge: Knowledge, { file, text }: Source, { given, defaults }: LintOptions) {
  const document = parseDotenv(file, text, (key) => knowledge.meaningOf(key) !== undefined);
  const resolved = resolve(document, knowledge, defaults);
  return { ...plan(resolved, given ?? nothingGiven, knowledge), hasPools: resolved.pools.length > 0 };
}

/** Fixes what has a fix in one text, and lints the result after every step: a fix that does not clear its finding, or brings another, is dropped. */
export function fix({ file, text }: Source, options: Omit<LintOptions, 'onOutcome'> = {}): Fixed {
  const judge = (changed: string): readonly Finding[] | null => {
    const { findings, crashes } = lint([{ file, text: changed }], options);
    return crashes.length > 0 ? null : findings;
  };
  return fixText(text, { judge, keepsStatements });
}

/** Findings by file, line, column and rule; those without a place first. */
function byPlace(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    compareText(a.ruleId, b.ruleId)
  );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Lints texts of `.env` files: whether their pools fit their database. Reads no file and opens no connection. */
export function lint(sources: readonly Source[], options: LintOptions = {}): Report {
  const linter = makeLinter(options);
  for (const source of sources) linter.add(source);
  return linter.report();
}
