import pg from 'pg';

/** Runs statements over one connection of its own and returns the last one's rows. */
export async function execute(url: string, ...statements: string[]): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) rows = (await client.query<Record<string, unknown>>(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

/** One open session that stays until closed; the server may end it, which is no error of the test. */
export async function openSession(url: string, applicationName = 'filler'): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: applicationName });
  client.on('error', () => {});
  await client.connect();
  return client;
}

/** Opens this many sessions, one after the other. */
export async function openSessions(url: string, count: number, applicationName?: string): Promise<pg.Client[]> {
  const clients: pg.Client[] = [];
  for (let i = 0; i < count; i++) clients.push(await openSession(url, applicationName));
  return clients;
}

/** Opens sessions until the server answers 53300; returns those it gave. Any other refusal is an error of the test. */
export async function openUntilFull(url: string, ceiling = 300): Promise<pg.Client[]> {
  const clients: pg.Client[] = [];
  while (clients.length < ceiling) {
    try {
      clients.push(await openSession(url, 'until-full'));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === '53300') return clients;
      throw error;
    }
  }
  throw new Error(`the server gave ${ceiling} sessions and is not full`);
}

/**
 * Closes sessions. The driver waits until the server has closed the socket, which the kernel does when the backend
 * has ended: its slot is free by then.
 */
export async function closeAll(clients: readonly pg.Client[]): Promise<void> {
  await Promise.all(clients.map((client) => client.end()));
}

/** Resolves when nobody else is connected: a program's session goes a moment after the program has ended. */
export async function untilAlone(superuserUrl: string): Promise<void> {
  const others = `SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`;
  while ((await execute(superuserUrl, others)).length > 0);
}
