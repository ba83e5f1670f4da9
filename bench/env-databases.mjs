// The part of a drawn .env file that poolfit is about: where the database is, and its pools.

/** Hosts of one's own. */
const ownHosts = [
  () => 'localhost',
  () => 'postgres',
  (id) => `db-${id}.internal`,
  (id) => `10.0.${id >> 4}.${id & 15}`,
  (id) => `pgbouncer-${id}.internal`,
];

/** Hosts of providers, each the form that its own documentation shows. */
const providerHosts = [
  (id, region) => `shop-${id}.c9akciq${id}.${region}.rds.amazonaws.com`,
  (id, region) => `shop-${id}.c9akciq${id}.${region}.rds.amazonaws.com`,
  (id, region) => `shop.cluster-c9akciq${id}.${region}.rds.amazonaws.com`,
  (id, region) => `shop.proxy-c9akciq${id}.${region}.rds.amazonaws.com`,
  (id) => `shop-${id}.postgres.database.azure.com`,
  (id, region) => `ep-cool-moon-${id}.${region}.aws.neon.tech`,
  (id, region) => `ep-cool-moon-${id}-pooler.${region}.aws.neon.tech`,
  (id, region) => `aws-${id % 3}-${region}.pooler.supabase.com`,
  (id) => `db.shop${id}.supabase.co`,
  (id) => `shop-${id}-do-user-${id}-0.b.db.ondigitalocean.com`,
  (id) => `dpg-c9akciq${id}-a`,
  (id) => `shop-${id}.proxy.rlwy.net`,
  (id) => `p.c9akciq${id}.db.postgresbridge.com`,
  (id) => `pg-${id}-shop.aivencloud.com`,
  (id) => `shop-${id}.cockroachlabs.cloud`,
];

const regions = ['eu-central-1', 'eu-west-1', 'us-east-1', 'us-west-2', 'ap-south-1'];
const schemes = ['postgresql', 'postgresql', 'postgres', 'postgresql+psycopg2', 'postgresql+asyncpg'];
const urlKeys = ['DATABASE_URL', 'DATABASE_URL', 'DATABASE_URL', 'POSTGRES_URL', 'DB_URL', 'SQLALCHEMY_DATABASE_URI'];
const databases = ['app', 'shop', 'billing', 'catalog', 'orders', 'reports'];

/** Services share servers: there are 200 of each kind of host. */
function drawHost(dice) {
  const id = dice.below(200);
  return dice.pick(dice.chance(50) ? ownHosts : providerHosts)(id, regions[id % regions.length]);
}

/** A database URL, whole or put together from variables beside it. */
export function databaseSettings(dice, key = dice.pick(urlKeys)) {
  const host = drawHost(dice);
  const [user, password, name] = [dice.pick(databases), dice.hex(12), dice.pick(databases)];
  const port = dice.pick([5432, 5432, 5432, 5433, 6432, 6543]);
  const query = dice.chance(30) ? '?sslmode=require' : '';
  const scheme = dice.pick(schemes);
  if (!dice.chance(15)) return [[key, `${scheme}://${user}:${password}@${host}:${port}/${name}${query}`]];
  const parts = [
    ['PGHOST', host],
    ['PGUSER', user],
    ['PGPASSWORD', password],
  ];
  return [...parts, [key, `${scheme}://\${PGUSER}:\${PGPASSWORD}@\${PGHOST}:${port}/${name}${query}`]];
}

const families = ['DB', 'DB', 'DB', 'DB', 'DATABASE', 'SQLALCHEMY', 'POSTGRES', 'ANALYTICS_DB'];

/** The settings of one pool or of two, the second with a server of its own. */
export function poolSettings(dice) {
  const family = dice.pick(families);
  const first = familySettings(dice, family);
  if (!dice.chance(12)) return first;
  const second = dice.pick(['READ_DB', 'REPORTS_DB', 'AUDIT_DB']);
  return [...first, ...databaseSettings(dice, `${second}_URL`), ...familySettings(dice, second)];
}

/** Most services are set up well; their sums may still be too much for a server. */
function familySettings(dice, family) {
  const isBad = dice.chance(15);
  const settings = [
    ['POOL_SIZE', isBad ? dice.pick([0, 50, 100]) : 2 + dice.below(14)],
    [
      dice.pick(['MAX_OVERFLOW', 'MAX_OVERFLOW', 'POOL_MAX_OVERFLOW']),
      isBad ? dice.pick([-1, 60, 150]) : dice.below(12),
    ],
    ['POOL_RECYCLE', isBad ? dice.pick([-1, 0, 7200]) : 60 * (3 + dice.below(27))],
    ['POOL_TIMEOUT', 5 + dice.below(26)],
    ['POOL_PRE_PING', dice.pick(isBad ? ['false', '1', 'yes'] : ['true', 'true', 'True'])],
  ];
  return dice.shuffled(settings).map(([ending, value]) => [`${family}_${ending}`, value]);
}
