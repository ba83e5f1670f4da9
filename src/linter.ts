import { fileRules } from '../rules/of-files.ts';
import { allRules } from './all-rules.ts';
import { findSuppressions, judgeSuppressed, readDocument } from './closer-look.ts';
import { type Document, isTemplate, type Statements } from './core/document.ts';
import { type Given, nothingGiven } from './core/given.ts';
import { type Judged, type PlainFile, summaryOf } from './core/judged.ts';
import type { Defaults, Knowledge } from './core/knowledge.ts';
import {
  bookOf,
  emptyJudgement,
  type Judgement,
  judge,
  makeRulebook,
  type OnOutcome,
  type Rulebook,
} from './core/lint.ts';
import { mapped } from './core/mapped.ts';
import { once } from './core/once.ts';
import { type Plan, plan } from './core/plan.ts';
import type { Repeats } from './core/repeat.ts';
import type { Assumption, Finding, Report } from './core/report.ts';
import { resolve } from './core/resolve.ts';
import type { Rule } from './core/rule.ts';
import { judgeServices, makeServices, type ServiceName } from './core/services.ts';
import type { MemoryOf } from './core/settled.ts';
import { plainDocument } from './formats/dotenv-document.ts';
import { PlainStatements } from './formats/dotenv-plain.ts';
import { makeKnowledge, type OwnKeys } from './knowledge.ts';
import { makeEssences, makeRepeats, makeSettingMemories } from './many-files.ts';

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

/**
 * Makes a linter, whose report may have findings that are made as they are asked for (`MovedFinding`). Throws on a set of rules that yield
 * in a circle.
 */
export function makeLinter(options: LintOptions = {}): Linter {
  const repeats: Repeats[] = [];
  const benchOf = makeBenches(options, repeats);
  const services = makeServices();
  const judgement = emptyJudgement(options.onOutcome);
  const files: string[] = [];
  const filesWithoutPools: string[] = [];
  const assumed: Assumption[] = [];
  const judgeFresh = (read: Read, bench: Bench, { plain, memoryOf }: Likeness): Judged => {
    const judged = judgeFile(read, bench, plain ? emptyJudgement() : judgement, memoryOf);
    for (const one of judged.assumed) if (!assumed.some((known) => isSame(known, one))) assumed.push(one);
    if (plain) bench.repeats().keep(plain, judged, judgement);
    return judged;
  };
  return {
    add: (source, own = noOptions) => {
      const bench = benchOf(own);
      const { file } = source;
      // Who asks for every answer gets it with its subject, a live server is a subject of every file, and one file repeats none.
      const mayRepeat = !options.onOutcome && !bench.given.live && files.length > 0;
      const read = bench.read(source);
      const plain = mayRepeat && bench.repeats().areLikely() ? bench.plainFile(read) : undefined;
      const judged =
        (plain && bench.repeats().repeat(plain, judgement)) ??
        judgeFresh(read, bench, { plain, memoryOf: mayRepeat ? bench.memoryFor(read) : undefined });
      files.push(file);
      services.add({ file, judged, service: bench.service, rulebook: bench.rulebook });
      if (!judged.hasPools) filesWithoutPools.push(file);
    },
    report: () => {
      const { live } = benchOf(noOptions).given;
      // Without a file the server is judged by itself; it stands where a file would.
      if (live && files.length === 0) {
        const bench = benchOf(noOptions);
        judgeFile(bench.read({ file: live.target, text: '' }), bench, judgement);
      }
      for (const one of repeats) one.count(judgement);
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

/** What a file may have in common with others: all that it says, or single settings. */
interface Likeness {
  readonly plain: PlainFile | undefined;
  readonly memoryOf: MemoryOf | undefined;
}

const isSame = (a: Assumption, b: Assumption): boolean => a.fact === b.fact && a.value === b.value;

const noKeys: OwnKeys = new Map();
const noOptions: FileOptions = {};

/** A file that was read; `statements` where it is plain. */
interface Read {
  readonly source: Source;
  readonly statements: Statements | undefined;
}

/** What files with the same options are judged with, and what is remembered of them. */
interface Bench extends Pick<FileOptions, 'defaults' | 'service'> {
  readonly given: Given;
  readonly knowledge: Knowledge;
  readonly rulebook: Rulebook;
  readonly read: (source: Source) => Read;
  /** The file for the repeats; undefined where it has to be judged by itself. */
  readonly plainFile: (read: Read) => PlainFile | undefined;
  readonly repeats: () => Repeats;
  /** What is remembered of settings; undefined for a file whose settings say more than their values. */
  readonly memoryFor: (read: Read) => MemoryOf | undefined;
}

/** Makes the bench of a file's own options, once for each of them, and keeps account of their repeats. */
function makeBenches(options: LintOptions, all: Repeats[]): (own: FileOptions) => Bench {
  const rulebookOf = remembered(makeRulebook);
  const ofAllRules = once(makeFullRulebook);
  const readerOf = remembered((ownKeys: OwnKeys) => makeReader(makeKnowledge(ownKeys)));
  return remembered((own: FileOptions) => {
    const { ownKeys = noKeys, rules, given = nothingGiven, ...rest } = { ...options, ...own };
    const repeats = once(() => {
      const made = makeRepeats();
      all.push(made);
      return made;
    });
    const rulebook = rules ? rulebookOf(rules) : ofAllRules();
    const reader = readerOf(ownKeys);
    const essences = once(() => makeEssences({ given, knowledge: reader.knowledge }, reader.plain));
    const plainFile = ({ source: { file }, statements }: Read) => {
      const essence = statements && essences()(file);
      return statements && essence && { file, statements, essence };
    };
    const memories = once(makeSettingMemories);
    const memoryFor = ({ source, statements }: Read) =>
      statements && !isTemplate(source.file) ? memories() : undefined;
    return { ...rest, ...reader, given, rulebook, repeats, plainFile, memoryFor };
  });
}

/** All rules, those on files at hand: what the others judge, few runs have. */
function makeFullRulebook(): Rulebook {
  const all = once(() => makeRulebook(allRules()));
  return {
    ...bookOf(fileRules),
    get server() {
      return all().server;
    },
    get services() {
      return all().services;
    },
    get suppression() {
      return all().suppression;
    },
  };
}

/** Reads files, and remembers keys, which repeat from file to file. `plain` holds the file read last, if it is plain. */
function makeReader(knowledge: Knowledge): Pick<Bench, 'knowledge' | 'read'> & { readonly plain: PlainStatements } {
  const plain = new PlainStatements((key) => knowledge.meaningOf(key) !== undefined);
  return { knowledge, plain, read: (source) => ({ source, statements: plain.scan(source.text) ? plain : undefined }) };
}

/** Makes a thing once for each of the objects that it is made from. */
function remembered<From extends object, Made>(make: (from: From) => Made): (from: From) => Made {
  const known = new Map<From, Made>();
  return (from) => {
    const before = known.get(from);
    if (before !== undefined) return before;
    const made = make(from);
    known.set(from, made);
    return made;
  };
}

const documentOf = ({ source, statements }: Read, knowledge: Knowledge): Document =>
  statements
    ? plainDocument(source.file, statements)
    : readDocument(source.file, source.text, (key) => knowledge.meaningOf(key) !== undefined);

function planFile(read: Read, { knowledge, given, defaults }: Bench, memoryOf?: MemoryOf) {
  const resolved = resolve(documentOf(read, knowledge), knowledge, defaults, memoryOf);
  // What is spread comes last: see `allFacts`.
  return { hasPools: resolved.pools.length > 0, ...plan(resolved, given, knowledge) };
}

/** Judges a file by itself. */
function judgeFile(read: Read, bench: Bench, into: Judgement, memoryOf?: MemoryOf): Judged & Pick<Plan, 'assumed'> {
  const { source, statements } = read;
  const { subjects, demands, assumed, hasPools } = planFile(read, bench, memoryOf);
  const suppressions = statements ? [] : findSuppressions(source.file, source.text);
  if (suppressions.length === 0) judge(subjects, bench.rulebook, into);
  else judgeSuppressed(subjects, { suppressions, bench: { rulebook: bench.rulebook, ruleIds: suppressible() } }, into);
  return { judgement: into, demands: mapped(demands, summaryOf), hasPools, assumed };
}

/** Ids that a suppression can name: also of rules that are switched off, never of the rules on suppressions. */
const suppressible = once(
  () =>
    new Set(
      allRules()
        .filter(({ on }) => on !== 'suppression')
        .map(({ id }) => id),
    ),
);

/** The subjects that rules would judge in one text, without judging them. */
export function planSource(source: Source, options: LintOptions = {}): Plan & { readonly hasPools: boolean } {
  const bench = makeBenches(options, [])(noOptions);
  return planFile(bench.read(source), bench);
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
