import * as z from 'zod';
import { rules } from '../../../rules/index.ts';
import { parseRational } from '../../model/rational.ts';
import { parseDuration } from '../../model/units.ts';
import { providers } from '../../providers/index.ts';
import { patternProblem } from './glob.ts';

const mostProcesses = 100_000;
const mostSlots = 262_143;

const whole = (least: number, most: number, about: string) => z.int().min(least).max(most).optional().describe(about);
const processes = (about: string) => whole(1, mostProcesses, about);
const slots = (least: number, about: string) => whole(least, mostSlots, about);

const decimal = (about: string) =>
  z
    .number()
    .positive()
    .refine(
      (value) => parseRational(String(value)) !== undefined,
      'has too many digits; give a number such as 20 or 0.5',
    )
    .optional()
    .describe(about);

const duration = z
  .union([
    z.number().nonnegative(),
    z
      .string()
      .refine((text) => parseDuration(text) !== undefined, 'must be a duration such as "600s", "10m" or "never"'),
  ])
  .optional()
  .describe('what closes idle connections: seconds, or "10m"; 0 and "never" are none');

const surge = z
  .union([
    z.int().min(0).max(mostSlots),
    z.string().regex(/^\d{1,6}%$/, 'must be a number or a percentage such as "25%"'),
  ])
  .optional()
  .describe('extra instances alive during a deploy: 2, or "25%"');

const providerNames = providers.flatMap(({ id, aliases }) => [id, ...aliases]);

const deploymentFacts = {
  instances: processes('app instances (replicas, pods, dynos) at their maximum'),
  workers: processes('processes per instance, each with its own pool'),
  threads: processes('threads per process: no more connections than threads'),
  engines: processes('pools per process (a read replica, a second engine)'),
  surge,
};

const loadFacts = {
  concurrency: decimal('concurrent queries per process'),
  rps: decimal('requests per second of the whole service, with queryMs'),
  queryMs: decimal('milliseconds that a query takes'),
  queriesPerRequest: decimal('queries per request; 1 where it is absent'),
};

const serverFacts = {
  maxConnections: slots(1, "the server's max_connections"),
  reservedConnections: slots(0, 'slots that ordinary roles cannot use'),
  otherConnections: slots(0, 'slots kept for everyone else, the reserved ones counted in'),
  provider: z.enum(providerNames).optional().describe('whose limits apply'),
  idleTimeout: duration,
};

const facts = {
  ...deploymentFacts,
  ...serverFacts,
  ...loadFacts,
  defaults: z.enum(['guide', 'sqlalchemy']).optional().describe('what an absent key means'),
};

const pattern = z.string().superRefine((text, context) => {
  const problem = patternProblem(text);
  if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
});

const files = z
  .array(pattern)
  .min(1)
  .describe('patterns relative to this file: *, ? and **; one without a slash holds in every folder');

const level = z.enum(['error', 'warning', 'info', 'off']).optional();
const ruleLevels = z
  .strictObject(Object.fromEntries(rules.map(({ id, title }) => [id, level.describe(title)])))
  .optional()
  .describe("a rule's severity, or off");

export const ownFacts = [
  'poolSize',
  'maxOverflow',
  'maxLifetime',
  'acquireTimeout',
  'prePing',
  'instances',
  'workers',
  'threads',
  'engines',
  'requestTimeout',
  'url',
] as const;
export const units = ['ms', 's', 'm', 'h'] as const;

const durations: ReadonlySet<string> = new Set(['maxLifetime', 'acquireTimeout', 'requestTimeout']);
const sizes: ReadonlySet<string> = new Set(['poolSize', 'maxOverflow']);
const poolFacts: ReadonlySet<string> = new Set([...sizes, 'maxLifetime', 'acquireTimeout', 'prePing']);

const ownFact = z.enum(ownFacts);
const ownKeyShape = {
  fact: ownFact,
  unit: z.enum(units).optional().describe('of a duration; s where it is absent'),
  scope: z
    .enum(['process', 'instance'])
    .optional()
    .describe('instance: the number is a total that the workers of an instance share'),
  pool: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'must be a name of letters, digits and _')
    .optional()
    .describe('the pool that the key belongs to: the prefix of its other keys; DB where it is absent'),
};

const ownKey = z.union([
  ownFact,
  z.strictObject(ownKeyShape).superRefine(({ fact, unit, scope, pool }, context) => {
    const refuse = (name: string, message: string) => context.addIssue({ code: 'custom', path: [name], message });
    if (unit !== undefined && !durations.has(fact)) refuse('unit', `does not apply to ${fact}, which is no duration`);
    if (scope !== undefined && !sizes.has(fact)) refuse('scope', 'applies to poolSize and maxOverflow only');
    if (pool !== undefined && !poolFacts.has(fact)) refuse('pool', `does not apply to ${fact}, which is not a pool's`);
  }),
]);

const settings = z
  .record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]*$/, 'must be the name of a variable'), ownKey)
  .optional()
  .describe('your own key names, and what they mean');

const override = z.strictObject({ files, ...facts, rules: ruleLevels });

const serviceShape = {
  files: files.optional(),
  server: z.string().min(1).optional().describe('the name of its server; services without one share one'),
  priority: z.int().min(0).max(1000).optional().describe('size --services: the larger number is served first'),
  ...deploymentFacts,
  ...loadFacts,
};

const shapes = {
  root: {
    $schema: z.string().optional(),
    ...facts,
    settings,
    rules: ruleLevels,
    ignore: z.array(pattern).optional().describe('files and folders that a walk leaves out'),
    overrides: z.array(override).optional().describe('facts and rules of some files; later ones win'),
    services: z
      .record(z.string().min(1), z.strictObject(serviceShape))
      .optional()
      .describe('the services of one database'),
    servers: z
      .record(z.string().min(1), z.strictObject(serverFacts))
      .optional()
      .describe('the servers that services name'),
  },
};

/** `poolfit.config.json`. */
export const configSchema = z.strictObject(shapes.root);
export type ConfigData = z.output<typeof configSchema>;
export type StatedFacts = Partial<Pick<ConfigData, keyof typeof facts>>;

/** The names that are known at a place of the config: for "did you mean". */
export function namesAt(path: readonly PropertyKey[]): readonly string[] {
  const [first, , third] = path;
  if (path.length === 0) return Object.keys(shapes.root);
  if (path.at(-1) === 'rules') return rules.map(({ id }) => id);
  if (first === 'overrides' && third === undefined) return Object.keys(override.shape);
  if (first === 'services') return Object.keys(serviceShape);
  if (first === 'servers') return Object.keys(serverFacts);
  return first === 'settings' ? Object.keys(ownKeyShape) : [];
}
