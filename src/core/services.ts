import { isTemplate, type Statement, valueLocation } from './document.ts';
import {
  copyFact,
  type FactSet,
  noEdits,
  noLines,
  noNames,
  type Place,
  type ServiceShare,
  type Subject,
} from './facts.ts';
import { anchorOf, type DemandSummary, type Judged, movedId, targetOf } from './judged.ts';
import { type Judgement, judge, type Rulebook } from './lint.ts';
import { lately, once } from './once.ts';

/** Which service a file belongs to, where a config says so; services of the same `server` share its connections. */
export interface ServiceName {
  readonly name: string;
  readonly server: string;
}

/** Services that share a server, and the demands of single files that their sum speaks for. */
export interface SharedDemand {
  readonly subject: Subject;
  /** The rules that hold for the largest share. */
  readonly rulebook: Rulebook;
  readonly members: () => ReadonlySet<string>;
}

/** Collects one small summary per file with a known server; memory grows with services, not with files. */
export interface Services {
  readonly add: (file: Summary) => void;
  /** Every server that at least two services share. */
  readonly shared: () => readonly SharedDemand[];
}

interface Summary {
  readonly file: string;
  readonly judged: Judged;
  readonly service: ServiceName | undefined;
  readonly rulebook: Rulebook;
}

interface Member {
  readonly rulebook: Rulebook;
  readonly name: string;
  readonly file: string;
  /** What the file says of the demand and of the server's slots; perhaps the summary of another file that says the same. */
  readonly summary: DemandSummary;
  /** Where that summary's anchor stands in this file, if it is another file's. */
  readonly anchor: Statement | undefined;
}

/** Members of one server, by name. Most servers have one, and a run may have a hundred thousand of them. */
class Members {
  /** Whether the server's name leads every machine to itself; then only a config can say that services share it. */
  readonly isLoopback: boolean;
  private only: Member;
  private more: Map<string, Member> | undefined;
  /** No member has a smaller total. */
  private least: number;

  constructor(first: Member, isLoopback: boolean) {
    this.only = first;
    this.isLoopback = isLoopback;
    this.least = totalOf(first.summary);
  }

  named(name: string): Member | undefined {
    if (this.more) return this.more.get(name);
    return this.only.name === name ? this.only : undefined;
  }

  /** Whether more members than are named come before this one, being larger or earlier: nobody will ask where it stands. */
  isBeyondNamed(summary: DemandSummary): boolean {
    return this.more !== undefined && this.more.size > 1 + namedPlaces && totalOf(summary) <= this.least;
  }

  /** Adds a member, in the place of the one with its name. */
  put(member: Member): void {
    this.least = Math.min(this.least, totalOf(member.summary));
    if (!this.more && this.only.name === member.name) {
      this.only = member;
      return;
    }
    this.more ??= new Map([[this.only.name, this.only]]);
    this.more.set(member.name, member);
  }

  /** All of them, or none where there is but one. */
  ifSeveral(): Member[] {
    return this.more ? [...this.more.values()] : [];
  }
}

/**
 * decisions.md, "Services": files of one folder are variants of one service, of which the largest counts; those of different folders
 * add up where their URLs name the same literal host and port; a config's services override both.
 */
export function makeServices(): Services {
  const servers = new Map<string, Members>();
  const isLoopbackLately = lately(isLoopback);
  const nameOf = makeFolderOf();
  return {
    add: ({ file, judged, service, rulebook }) => {
      for (let index = 0; index < judged.demands.length; index++) {
        const summary = judged.demands[index];
        const target = service?.server ?? targetOf(judged, index);
        if (target === undefined || !summary?.hasLimits) continue;
        const members = servers.get(target);
        if (!service && (members?.isLoopback ?? isLoopbackLately(target))) continue;
        const name = service?.name ?? nameOf(file);
        const known = members?.named(name);
        if (known && totalOf(known.summary) >= totalOf(summary)) continue;
        if (!service && isTemplate(file)) continue;
        const anchor = members?.isBeyondNamed(summary) ? undefined : anchorOf(judged, index);
        const member = { rulebook, name, file, summary, anchor };
        if (members) members.put(member);
        else servers.set(target, new Members(member, isLoopbackLately(target)));
      }
    },
    shared: () => {
      const shared: SharedDemand[] = [];
      for (const [server, members] of servers) {
        const [largest, ...others] = members.ifSeveral().sort((a, b) => totalOf(b.summary) - totalOf(a.summary) || 0);
        if (largest) shared.push(sharedDemand(server, [largest, ...others]));
      }
      return shared;
    },
  };
}

/** An unknown demand is the largest: a sum without it would be a guess. */
const totalOf = ({ facts }: DemandSummary): number => facts.demand?.value.total ?? Number.POSITIVE_INFINITY;

/** Whether a target leads every machine, or every container, to itself. */
function isLoopback(target: string): boolean {
  const host = target.slice(0, target.lastIndexOf(':')).toLowerCase();
  if (loopbacks.includes(host) || host.endsWith('.localhost') || host.startsWith('/')) return true;
  return host.startsWith('127.') && /^127(?:\.\d{1,3}){3}$/.test(host);
}

const loopbacks = ['localhost', '::1', '[::1]', '0.0.0.0', 'host.docker.internal'];

/** `folderOf`, for files that mostly come folder by folder. */
function makeFolderOf(): (file: string) => string {
  // What stands before the last slash, and the folder that it is.
  let path = '';
  let folder = '.';
  return (file) => {
    const slash = file.lastIndexOf('/');
    const isSame = slash > 0 && slash === path.length && file.slice(0, slash) === path;
    if (isSame) return folder;
    path = file.slice(0, Math.max(0, slash));
    folder = folderOf(file);
    return folder;
  };
}

/** A file's folder with `.` and `..` worked out, so that `./api/.env` and `api/.env.production` are one service. */
export function folderOf(file: string): string {
  if (!file.includes('/')) return '.';
  if (!/(?:^|\/)\.{0,2}\//.test(file)) return file.slice(0, Math.max(0, file.lastIndexOf('/'))) || '.';
  const parts: string[] = [];
  for (const part of file.split('/').slice(0, -1)) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const folder = parts.join('/');
  return file.startsWith('/') ? `/${folder}` : folder || '.';
}

const slotNames = ['maxConnections', 'reservedConnections', 'otherConnections'] as const;

/** What a file asks of the server. */
function shareOf({ name, file, summary }: Member): ServiceShare[] {
  const { demand, surge } = summary.facts;
  if (!demand) return [];
  return [
    {
      name,
      file,
      subject: idOf({ file, summary }),
      demand: demand.value,
      surge: surge?.value ?? 0,
      keys: demand.value.pools.length === 1 ? summary.keys : null,
    },
  ];
}

const idOf = ({ file, summary }: Pick<Member, 'file' | 'summary'>): string => movedId(summary.id, summary.file, file);

function placeOf({ file, summary, anchor }: Member): Place | null {
  if (!anchor || !summary.anchor) return summary.anchor;
  return { location: valueLocation(file, anchor), frame: summary.anchor.frame };
}

function sharedDemand(server: string, members: readonly [Member, ...Member[]]): SharedDemand {
  const [largest] = members;
  const facts = slotsOf(members);
  // Thousands of shares are made only where there is a limit to compare them with.
  const shares = once(() => members.flatMap(shareOf));
  const value = {
    server,
    get shares() {
      return shares();
    },
  };
  if (members.every(({ summary }) => summary.facts.demand)) {
    const origin = { kind: 'derived', formula: 'sum of the services', from: [] } as const;
    facts.services = { value, origin, related: relatedPlaces(members) };
  }
  const subject: Subject = {
    kind: 'services',
    id: `${largest.file}#${server}`,
    file: largest.file,
    facts,
    unreadable: new Set(['services']),
    inapplicable: noNames,
    keyOf: (name) => (name === 'services' ? unknownServices(members) : name),
    editsFor: noEdits,
    linesFor: noLines,
    anchor: placeOf(largest),
  };
  return { subject, rulebook: largest.rulebook, members: () => new Set(members.map(idOf)) };
}

/** What the sum says of the server, a single file's demand need not say again: one cause, one finding. */
const spokenFor: ReadonlySet<string> = new Set([
  'connections-over-limit',
  'connections-over-limit-in-deploy',
  'admin-headroom-missing',
]);

/** Judges the sum of a server's services; where it fails, the findings of single demands that it repeats are taken back. */
export function judgeServices({ subject, rulebook, members }: SharedDemand, into: Judgement): void {
  const before = into.outcomes.fail;
  judge([subject], rulebook, into);
  if (into.outcomes.fail === before) return;
  const repeaters = members();
  const kept = into.findings.filter((finding) => !(spokenFor.has(finding.ruleId) && repeaters.has(finding.subject)));
  const repeated = into.findings.length - kept.length;
  into.outcomes.fail -= repeated;
  into.outcomes['not-applicable'] += repeated;
  into.findings.length = 0;
  for (const finding of kept) into.findings.push(finding);
}

/** The slots as the file with the smallest limit states them. */
function slotsOf(members: readonly [Member, ...Member[]]): FactSet {
  const limit = ({ summary }: Member): number => summary.facts.maxConnections?.value ?? Number.POSITIVE_INFINITY;
  let [least] = members;
  for (const member of members) if (limit(member) < limit(least)) least = member;
  const facts: FactSet = {};
  for (const name of slotNames) copyFact(facts, least.summary.facts, name);
  return facts;
}

/** How many of the other places are named; the message names the largest shares. */
const namedPlaces = 20;

const relatedPlaces = (members: readonly Member[]) =>
  members.slice(1, 1 + namedPlaces).flatMap((member) => {
    const place = placeOf(member);
    const total = member.summary.facts.demand?.value.total;
    return place ? [{ message: `${member.name} takes ${total}`, location: place.location }] : [];
  });

const unknownServices = (members: readonly Member[]): string =>
  `the pool settings of ${members
    .filter(({ summary }) => !summary.facts.demand)
    .map(({ name }) => name)
    .join(', ')}`;
