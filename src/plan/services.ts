import { type Judgement, judge, type Rulebook } from '../engine/judge.ts';
import { isTemplate } from '../model/document.ts';
import { copyFact, type FactSet, noEdits, noLines, noNames, type ServiceShare, type Subject } from '../model/facts.ts';
import type { PlacedDemand } from './plan.ts';

/** Which service a file belongs to, where a config says so; services of the same `server` share its connections. */
export interface ServiceName {
  readonly name: string;
  readonly server: string;
}

/** Services that share a server. */
export interface SharedDemand {
  readonly subject: Subject;
  /** The rules that hold for the largest share. */
  readonly rulebook: Rulebook;
  /** The demands of single files that their sum speaks for, by id. */
  readonly members: ReadonlySet<string>;
}

/** Collects the demands of files with a known server. */
export interface Services {
  readonly add: (file: FileDemands) => void;
  /** Every server that at least two services share. */
  readonly shared: () => readonly SharedDemand[];
}

interface FileDemands {
  readonly file: string;
  readonly demands: readonly PlacedDemand[];
  readonly service: ServiceName | undefined;
  readonly rulebook: Rulebook;
}

/** A service of a server, with the demand that counts. */
interface Member {
  readonly name: string;
  readonly demand: Subject;
  readonly rulebook: Rulebook;
}

/**
 * decisions.md, "Services": files of one folder are variants of one service, of which the largest counts; those of different folders
 * add up where their URLs name the same literal host and port; a config's services override both.
 */
export function makeServices(): Services {
  const servers = new Map<string, Map<string, Member>>();
  const add = (server: string, member: Member): void => {
    const members = servers.get(server) ?? new Map<string, Member>();
    servers.set(server, members);
    const known = members.get(member.name);
    if (!known || totalOf(known) < totalOf(member)) members.set(member.name, member);
  };
  return {
    add: ({ file, demands, service, rulebook }) => {
      if (!service && isTemplate(file)) return;
      for (const { subject: demand, target } of demands) {
        if (demand.inapplicable.has('limits')) continue;
        if (service) add(service.server, { name: service.name, demand, rulebook });
        else if (target !== '' && !isLoopback(target)) add(target, { name: folderOf(file), demand, rulebook });
      }
    },
    shared: () =>
      [...servers].flatMap(([server, members]) => {
        const [largest, ...others] = [...members.values()].sort((a, b) => totalOf(b) - totalOf(a) || 0);
        return largest && others.length > 0 ? [sharedDemand(server, [largest, ...others])] : [];
      }),
  };
}

/** An unknown demand is the largest: a sum without it would be a guess. */
const totalOf = ({ demand }: Member): number => demand.facts.demand?.value.total ?? Number.POSITIVE_INFINITY;

/** Whether a target leads every machine, or every container, to itself. */
function isLoopback(target: string): boolean {
  const host = target.slice(0, target.lastIndexOf(':')).toLowerCase();
  if (loopbacks.includes(host) || host.endsWith('.localhost') || host.startsWith('/')) return true;
  return host.startsWith('127.') && /^127(?:\.\d{1,3}){3}$/.test(host);
}

const loopbacks = ['localhost', '::1', '[::1]', '0.0.0.0', 'host.docker.internal'];

/** A file's folder with `.` and `..` worked out, so that `./api/.env` and `api/.env.production` are one service. */
export function folderOf(file: string): string {
  const parts: string[] = [];
  for (const part of file.split('/').slice(0, -1)) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const folder = parts.join('/');
  return file.startsWith('/') ? `/${folder}` : folder || '.';
}

const slotNames = ['maxConnections', 'reservedConnections', 'otherConnections'] as const;

/** What a service asks of the server. */
function shareOf({ name, demand: { id, file, facts } }: Member): ServiceShare[] {
  const { demand, surge } = facts;
  return demand ? [{ name, file, subject: id, demand: demand.value, surge: surge?.value ?? 0 }] : [];
}

function sharedDemand(server: string, members: readonly [Member, ...Member[]]): SharedDemand {
  const [largest] = members;
  const facts = slotsOf(members);
  if (members.every(({ demand }) => demand.facts.demand)) {
    const origin = { kind: 'derived', formula: 'sum of the services', from: [] } as const;
    const value = { server, shares: members.flatMap(shareOf) };
    facts.services = { value, origin, related: relatedPlaces(members) };
  }
  const { file, anchor } = largest.demand;
  const subject: Subject = {
    kind: 'services',
    id: `${file}#${server}`,
    file,
    facts,
    unreadable: new Set(['services']),
    inapplicable: noNames,
    keyOf: (name) => (name === 'services' ? unknownServices(members) : name),
    editsFor: noEdits,
    linesFor: noLines,
    anchor,
  };
  return { subject, rulebook: largest.rulebook, members: new Set(members.map(({ demand }) => demand.id)) };
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
  const kept = into.findings.filter((finding) => !(spokenFor.has(finding.ruleId) && members.has(finding.subject)));
  const repeated = into.findings.length - kept.length;
  into.outcomes.fail -= repeated;
  into.outcomes['not-applicable'] += repeated;
  into.findings.length = 0;
  for (const finding of kept) into.findings.push(finding);
}

/** The slots as the file with the smallest limit states them. */
function slotsOf(members: readonly [Member, ...Member[]]): FactSet {
  const limit = ({ demand }: Member): number => demand.facts.maxConnections?.value ?? Number.POSITIVE_INFINITY;
  let [least] = members;
  for (const member of members) if (limit(member) < limit(least)) least = member;
  const facts: FactSet = {};
  for (const name of slotNames) copyFact(facts, least.demand.facts, name);
  return facts;
}

/** How many of the other places are named; the message names the largest shares. */
const namedPlaces = 20;

const relatedPlaces = (members: readonly Member[]) =>
  members.slice(1, 1 + namedPlaces).flatMap(({ name, demand: { anchor, facts } }) => {
    const message = `${name} takes ${facts.demand?.value.total}`;
    return anchor ? [{ message, location: anchor.location }] : [];
  });

const unknownServices = (members: readonly Member[]): string =>
  `the pool settings of ${members
    .filter(({ demand }) => !demand.facts.demand)
    .map(({ name }) => name)
    .join(', ')}`;
