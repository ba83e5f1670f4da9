import type { Provider } from '../model/lists/provider.ts';
import { seconds } from '../model/units.ts';
import { halfAnHour, noIdleLimit } from './limits.ts';
import { always, noPooler, pooler } from './poolers.ts';

const memoryFormula =
  'LEAST(memory in bytes / 9531392, 5000), where the memory is less than the nominal: 1 GiB computes to 112, people see 66 to 87.';

const superusers = {
  value: 5,
  note: 'superuser_reserved_connections 3 + rds.rds_superuser_reserved_connections 2, and reserved_connections on 16+',
  confidence: 'high',
} as const;

// Regions stand before `rds` in most partitions and after it in China and GovCloud.
export const awsRdsProxy: Provider = {
  id: 'aws-rds-proxy',
  name: 'Amazon RDS Proxy (PostgreSQL)',
  aliases: ['rds-proxy', 'rdsproxy'],
  hosts: [/\.proxy-[a-z0-9]+\.(?:[a-z0-9-]+\.rds|rds\.[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/],
  idleTimeout: {
    value: seconds(1800),
    kind: 'closes',
    note: 'IdleClientTimeout of the proxy; 1800 s by default, configurable.',
  },
  reservedConnections: {
    value: 0,
    note: 'the proxy keeps some of the server’s connections for itself; AWS advises at least 30 % headroom',
    confidence: 'high',
  },
  recommendedRecycle: { value: seconds(1500), basis: 'below IdleClientTimeout 1800 s' },
  maxConnections:
    'Clients have no max_connections of their own; towards the server the proxy uses MaxConnectionsPercent of the target’s limit, and a client waits up to 120 s for one of them.',
  poolerNote:
    'Shares server connections per transaction; session state pins a client to one. An open proxy keeps Aurora from pausing.',
  poolerAt: always(pooler('RDS Proxy', 'transaction')),
  sources: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/rds-proxy-connections.html',
    'github.com/awsdocs/amazon-rds-user-guide, rds-proxy-managing.md (2023-06)',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: [],
};

export const awsAurora: Provider = {
  id: 'aws-aurora',
  name: 'Amazon Aurora PostgreSQL, or an RDS Multi-AZ DB cluster',
  aliases: ['aurora'],
  hosts: [/\.cluster-(?:ro-|custom-)?[a-z0-9]+\.(?:[a-z0-9-]+\.rds|rds\.[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/],
  idleTimeout: noIdleLimit(
    'No limit of the server is documented; a NAT gateway or NLB in the path forgets after 350 s.',
  ),
  reservedConnections: superusers,
  recommendedRecycle: halfAnHour('shorter helps to spread over readers and to follow a failover'),
  maxConnections: `${memoryFormula} Documented: db.t3.medium 420, db.r5.large 1600, db.r6g.large 1722, 2xlarge and more 5000.`,
  poolerNote: 'RDS Proxy, as an extra.',
  poolerAt: noPooler,
  sources: ['github.com/awsdocs/amazon-aurora-user-guide, AuroraPostgreSQL.Managing.md (2023-06)'],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['a cluster- host does not tell Aurora from an RDS Multi-AZ DB cluster'],
};

export const awsAuroraServerless: Provider = {
  id: 'aws-aurora-serverless-v2',
  name: 'Aurora PostgreSQL Serverless v2',
  aliases: ['aurora-serverless', 'aurora-serverless-v2'],
  hosts: [],
  idleTimeout: noIdleLimit(
    'With a minimum of 0 ACU it pauses only when no connection is open: an idle pool keeps it awake.',
  ),
  reservedConnections: { ...superusers, confidence: 'medium' },
  recommendedRecycle: halfAnHour('with a minimum of 0 ACU let the pool drain to nothing instead'),
  maxConnections:
    'By the maximum ACU: 1 gives 189, 4 823, 8 1669, 16 3360, 32 and more 5000; at most 2000 with a minimum of 0 or 0.5. Fixed until a reboot.',
  poolerNote: 'RDS Proxy holds connections open, so the two do not pause together.',
  poolerAt: noPooler,
  sources: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ServerlessV2ScalingConfiguration.html',
    'github.com/awsdocs/amazon-aurora-user-guide, aurora-serverless-v2.setting-capacity.md (2023-06)',
    'https://repost.aws/articles/ARm5e6RHE3R4mnHS2S-UZUwA/',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['its hosts are Aurora’s: name it with --provider'],
};

export const awsAuroraDsql: Provider = {
  id: 'aws-aurora-dsql',
  name: 'Amazon Aurora DSQL',
  aliases: ['dsql', 'aurora-dsql'],
  hosts: [/\.dsql(?:-[a-z0-9]+)?\.[a-z0-9-]+\.on\.aws$/],
  idleTimeout: {
    value: seconds(3600),
    kind: 'closes',
    note: 'Not an idle limit: every session ends after about an hour, busy or not, so no connection may grow that old.',
  },
  reservedConnections: { value: 0, note: 'none documented', confidence: 'medium' },
  recommendedRecycle: { value: seconds(3000), basis: 'below the one hour that a session lives' },
  maxConnections: '10000 per cluster, configurable; opened at most 100 a second with a burst of 1000 (SQLSTATE 53400).',
  poolerNote: 'None needed; opening is rate-limited, so many pools must not fill at the same moment.',
  poolerAt: noPooler,
  sources: [
    'https://docs.aws.amazon.com/aurora-dsql/latest/userguide/CHAP_quotas.html',
    'https://docs.aws.amazon.com/aurora-dsql/latest/userguide/working-with-connections.html',
  ],
  asOf: '2026-11-23',
  confidence: 'medium',
  unverified: [],
};

export const awsRds: Provider = {
  id: 'aws-rds',
  name: 'Amazon RDS for PostgreSQL',
  aliases: ['rds'],
  hosts: [/^[^.]+\.[a-z0-9]+\.(?:[a-z0-9-]+\.rds|rds\.[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/],
  idleTimeout: {
    value: seconds(900),
    kind: 'policy',
    note: 'The guide’s figure, kept as a policy: no statement of AWS that RDS closes idle sessions was found. A NAT gateway or NLB in the path forgets after 350 s; RDS itself drops dead clients after about 360 s (keepalives 300/30/2).',
  },
  reservedConnections: superusers,
  recommendedRecycle: { value: seconds(600), basis: 'the guide: "AWS RDS: use 600"' },
  maxConnections: `${memoryFormula} Read it with SHOW max_connections; change it in the parameter group, then reboot.`,
  poolerNote: 'RDS Proxy, as an extra.',
  poolerAt: noPooler,
  sources: [
    'the guide: "AWS RDS PostgreSQL: 15 minutes (900s)"',
    'https://docs.aws.amazon.com/prescriptive-guidance/latest/tuning-postgresql-parameters/max-connections.html',
    'https://aws.amazon.com/premiumsupport/knowledge-center/rds-postgresql-error-connection-slots/',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Appendix.PostgreSQL.CommonDBATasks.DeadConnectionHandling.html',
  ],
  asOf: '2026-11-23',
  confidence: 'high',
  unverified: ['the 900 s: the guide’s, no source of AWS'],
};
