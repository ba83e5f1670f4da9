import { isTemplate } from './document.ts';
import { copyFact, type FactSet, type ServiceShare, type Subject } from './facts.ts';
import { type Judgement, judge, type Rulebook } from './lint.ts';
import type { PlacedDemand } from './plan.ts';

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
  readonly members: ReadonlySet<string>;
}

/** Collects one small summary per file with a known server; memory grows with services, not with files. */
export interface Services {
  readonly add: (file: Summary) => void;
  /** Every server that at least two services share. */
  readonly shared: () => readonly SharedDemand[];
}

interface Summary {
  readonly demands: readonly PlacedDemand[];
  readonly service: ServiceName | undefined;
  readonly rulebook: Rulebook;
}

interface Member {
  readonly rulebook: Rulebook;
  readonly share: Omit<ServiceShare, 'demand'>;
  /** What the file says of the demand and of the server's slots. */
  readonly facts: FactSet;
}

/**
 * decisions.md, "Services": files of one folder are variants of one service, of which the largest counts; those of different folders
 * add up where their URLs name the same literal host and port; a config's services override both.
 */
export function makeServices(): Services {
  const servers = new Map<string, Map<string, Member>>();
  return {
    add: ({ demands, service, rulebook }) => {
      for (const placed of demands) {
        const server = service?.server ?? (isTemplate(placed.subject.file) ? undefined : sharedHost(placed));
        if (server === undefined || placed.subject.inapplicable.has('limits')) continue;
        const members = servers.get(server) ?? new Map<string, Member>();
        servers.set(server, members);
        const name = service?.name ?? folderOf(placed.subject.file);
        const known = members.get(name);
        if (known && totalOf(known.facts) >= totalOf(placed.subject.facts)) continue;
        members.set(name, { ...memberOf(name, placed), rulebook });
      }
    },
    shared: () =>
      [...servers].flatMap(([server, members]) => {
        const [largest, ...others] = [...members.values()].sort((a, b) => totalOf(b.facts) - totalOf(a.facts) || 0);
        return largest && others.length > 0 ? [sharedDemand(server, [largest, ...others])] : [];
      }),
  };
}

/** An unknown demand is the largest: a sum without it would be a guess. */
const totalOf = ({ demand }: FactSet): number => demand?.value.total ?? Number.POSITIVE_INFINITY;

/** Names that lead every machine, or every container, to itself. */
const loopback = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?|0\.0\.0\.0|host\.docker\.internal|\/.*)$/i;

const sharedHost = ({ host, port }: PlacedDemand): string | undefined =>
  host === undefined || loopback.test(host) ? undefined : `${host}:${port}`;

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

function memberOf(name: string, { subject }: PlacedDemand): Omit<Member, 'rulebook'> {
  const facts: FactSet = {};
  for (const fact of ['demand', ...slotNames] as const) copyFact(facts, subject.facts, fact);
  const keys = { poolSize: subject.keyOf('poolSize'), maxOverflow: subject.keyOf('maxOverflow') };
  const share = {
    name,
    file: subject.file,
    subject: subject.id,
    surge: subject.facts.surge?.value ?? 0,
    keys: facts.demand?.value.pools.length === 1 ? keys : null,
    place: subject.anchor,
  };
  return { share, facts };
}

function sharedDemand(server: string, members: readonly [Member, ...Member[]]): SharedDemand {
  const [largest] = members;
  const shares = members.flatMap(({ share, facts: { demand } }) =>
    demand ? [{ ...share, demand: demand.value }] : [],
  );
  const facts = slotsOf(members);
  if (shares.length === members.length) {
    const origin = { kind: 'derived', formula: 'sum of the services', from: [] } as const;
    facts.services = { value: { server, shares }, origin, related: relatedPlaces(shares.slice(1)) };
  }
  const subject: Subject = {
    kind: 'services',
    id: `${largest.share.file}#${server}`,
    file: largest.share.file,
    facts,
    unreadable: new Set(['services']),
    inapplicable: new Set(),
    keyOf: (name) => (name === 'services' ? unknownServices(members) : name),
    editsFor: () => null,
    linesFor: () => [],
    anchor: largest.share.place,
  };
  return { subject, rulebook: largest.rulebook, members: new Set(members.map(({ share }) => share.subject)) };
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
  into.findings.splice(0, into.findings.length, ...kept);
}

/** The slots as the file with the smallest limit states them. */
function slotsOf(members: readonly Member[]): FactSet {
  const limit = ({ facts: { maxConnections } }: Member): number => maxConnections?.value ?? Number.POSITIVE_INFINITY;
  const least = [...members].sort((a, b) => (limit(a) < limit(b) ? -1 : 1))[0];
  const facts: FactSet = {};
  if (least) for (const name of slotNames) copyFact(facts, least.facts, name);
  return facts;
}

/** How many of the other places are named; the message names the largest shares. */
const namedPlaces = 20;

const relatedPlaces = (shares: readonly ServiceShare[]) =>
  shares
    .slice(0, namedPlaces)
    .flatMap(({ name, demand, place }) =>
      place ? [{ message: `${name} takes ${demand.total}`, location: place.location }] : [],
    );

const unknownServices = (members: readonly Member[]): string =>
  `the pool settings of ${members
    .filter(({ facts }) => !facts.demand)
    .map(({ share }) => share.name)
    .join(', ')}`;
