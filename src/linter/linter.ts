import { rules as allRules } from '../../rules/index.ts';
import { emptyJudgement, type Judgement, makeRulebook, type OnOutcome, type Rulebook } from '../engine/judge.ts';
import type { Rule } from '../engine/rule.ts';
import { judgeSuppressed } from '../engine/suppress.ts';
import { findSuppressions } from '../formats/dotenv-comments.ts';
import { parseDotenv } from '../formats/dotenv-document.ts';
import type { Defaults } from '../model/lists/library.ts';
import type { Vocabulary } from '../model/lists/vocabulary.ts';
import type { Assumption, Finding, Report } from '../model/report.ts';
import { nothingStated, type Stated } from '../model/stated.ts';
import { type Plan, plan } from '../plan/plan.ts';
import { resolve } from '../plan/resolve.ts';
import { judgeServices, makeServices, type ServiceName } from '../plan/services.ts';
import { makeVocabulary, type OwnKeys } from './vocabulary.ts';

export interface Source {
  /** The name that findings carry. */
  readonly file: string;
  readonly text: string;
}

/** What may differ from file to file: a config is found upwards from each. */
export interface FileOptions {
  readonly stated?: Stated;
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

/** A linter that takes one file after the other and reports at the end. */
export interface Linter {
  /** `own` replaces the linter's options for this file. */
  readonly add: (source: Source, own?: FileOptions) => void;
  readonly report: () => Report;
}

/** Makes a linter. Throws on a set of rules that yield in a circle. */
export function makeLinter(options: LintOptions = {}): Linter {
  const setupOf = makeSetups(options);
  const services = makeServices();
  const judgement = emptyJudgement(options.onOutcome);
  const files: string[] = [];
  const filesWithoutPools: string[] = [];
  const assumed: Assumption[] = [];
  return {
    add: (source, own = noOptions) => {
      const setup = setupOf(own);
      const planned = judgeFile(source, setup, judgement);
      const { file } = source;
      files.push(file);
      if (!planned.hasPools) filesWithoutPools.push(file);
      for (const one of planned.assumed) if (!assumed.some((known) => isSame(known, one))) assumed.push(one);
      services.add({ file, demands: planned.demands, service: setup.service, rulebook: setup.rulebook });
    },
    report: () => {
      const setup = setupOf(noOptions);
      const { live } = setup.stated;
      // Without a file the server is judged by itself; it stands where a file would.
      if (live && files.length === 0) judgeFile({ file: live.target, text: '' }, setup, judgement);
      for (const shared of services.shared()) judgeServices(shared, judgement);
      return {
        files,
        ...(live && { live }),
        filesWithoutPools,
        findings: judgement.findings.sort(byPlace),
        suppressed: judgement.suppressed.sort(byPlace),
        notEvaluated: [...judgement.notEvaluated.values()],
        assumed,
        outcomes: judgement.outcomes,
        limitsRestOnAssumedInstances: judgement.limitsRestOnAssumedInstances,
        crashes: judgement.crashes,
      };
    },
  };
}

const isSame = (a: Assumption, b: Assumption): boolean => a.fact === b.fact && a.value === b.value;

const noOptions: FileOptions = {};

/** What files with the same options are judged with. */
interface Setup extends Pick<FileOptions, 'defaults' | 'service'> {
  readonly stated: Stated;
  readonly vocabulary: Vocabulary;
  readonly rulebook: Rulebook;
}

/** Makes the setup of a file's own options, once for each of them. */
function makeSetups(options: LintOptions): (own: FileOptions) => Setup {
  const known = new Map<FileOptions, Setup>();
  return (own) => {
    const setup = known.get(own) ?? makeSetup({ ...options, ...own });
    known.set(own, setup);
    return setup;
  };
}

const makeSetup = ({ ownKeys, rules = allRules, stated = nothingStated, defaults, service }: FileOptions): Setup => ({
  stated,
  vocabulary: makeVocabulary(ownKeys),
  rulebook: makeRulebook(rules),
  ...(defaults && { defaults }),
  ...(service && { service }),
});

type PlannedFile = Plan & { readonly hasPools: boolean };

function planFile({ file, text }: Source, { vocabulary, stated, defaults }: Setup): PlannedFile {
  const document = parseDotenv(file, text, (key) => vocabulary.meaningOf(key) !== undefined);
  const resolved = resolve(document, vocabulary, defaults);
  return { ...plan(resolved, stated, vocabulary), hasPools: resolved.pools.length > 0 };
}

/** Judges one file, with what its comments suppress. */
function judgeFile(source: Source, setup: Setup, into: Judgement): PlannedFile {
  const planned = planFile(source, setup);
  const suppressions = findSuppressions(source.file, source.text);
  judgeSuppressed(planned.subjects, { suppressions, rulebook: setup.rulebook, ruleIds: suppressible }, into);
  return planned;
}

/** Ids that a suppression can name: also of rules that are switched off, never of the rules on suppressions. */
const suppressible: ReadonlySet<string> = new Set(
  allRules.filter(({ on }) => on !== 'suppression').map(({ id }) => id),
);

/** The subjects that rules would judge in one text, without judging them. */
export const planSource = (source: Source, options: LintOptions = {}): PlannedFile =>
  planFile(source, makeSetup(options));

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
