/** URLs made at random from a seed, with every reserved character bare or percent-encoded in every part. */

/** A URL with what it was made from. */
export interface MadeUrl {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly host: string;
  /** Undefined where a reserved character stands bare in it: then it, and parameters behind it, may be read as something else. */
  readonly database: string | undefined;
  /** A reserved character stands bare where readers can take it for the end of the password. */
  readonly isAmbiguous: boolean;
}

/** Pieces of passwords and of user names are made of letters and digits that stand together in no text of poolfit's. */
export const passwordPiece = /[QZXJ]{3}|[6-9]{4}/;
export const userPiece = /[KVW]{3}/;

/** Whole numbers below a bound (mulberry32). */
export type Below = (bound: number) => number;

export function makeBelow(seed: number): Below {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const reserved = [...'@/?#%:&=+;,[]!$\'()*<>{} "\\'];
/** A URL is ambiguous where one of these stands bare in user info. */
const endsUserInfo = new Set('@/?#');
/** And one of these in the value of a parameter. */
const endsValue = new Set('@#&');

interface Written {
  readonly meant: string;
  readonly text: string;
  readonly bare: ReadonlySet<string>;
}

const pick = <T>(below: Below, ...items: readonly [T, ...T[]]): T => items[below(items.length)] ?? items[0];

function pieceOf(letters: string, shortest: number, below: Below): string {
  let piece = '';
  for (let length = shortest + below(3); length > 0; length--) piece += letters.charAt(below(letters.length));
  return piece;
}

/** Pieces with reserved characters between them: of three, two are encoded, and those of `encoded` always. */
function write(pieces: readonly string[], below: Below, encoded: string): Written {
  const bare = new Set<string>();
  let [meant, text] = ['', ''];
  for (const [at, piece] of pieces.entries()) {
    const marks = at === 0 && below(3) > 0 ? 0 : below(3);
    for (let count = 0; count < marks; count++) {
      const mark = pick(below, '@', ...reserved);
      const isBare = below(3) === 0 && !encoded.includes(mark);
      if (isBare) bare.add(mark);
      meant += mark;
      text += isBare ? mark : encodeURIComponent(mark);
    }
    meant += piece;
    text += piece;
  }
  return { meant, text, bare };
}

const schemes = [
  'postgresql',
  'postgres',
  'postgresql+asyncpg',
  'postgresql+psycopg2',
  'jdbc:postgresql',
  'POSTGRESQL',
] as const;
/** At a pooler's host, rules show where a URL leads. */
const pooler = 'ep-a-b-pooler.eu-central-1.aws.neon.tech';
const hosts = ['db.internal', pooler, '10.0.0.1', '[::1]', '[fe80::1%25eth0]', '%2Frun%2Fpostgresql'] as const;
const tails = [
  '',
  '?',
  '?sslmode=disable',
  '?application_name=web&connect_timeout=5',
  '?rare=1',
  '?pgbouncer=true',
] as const;

export function makeUrl(below: Below): MadeUrl {
  const scheme = pick(below, ...schemes);
  // A bare % could be an escape by chance; to the Java driver a bare + is a blank.
  const encoded = scheme.startsWith('jdbc:') ? '%+' : '%';
  // To all readers a bare : ends the user name.
  const user = write([pieceOf('KVW', 3, below)], below, `${encoded}:`);
  const pieces = Array.from({ length: 1 + below(3) }, () =>
    below(3) === 0 ? pieceOf('6789', 4, below) : pieceOf('QZXJ', 3, below),
  );
  const password = write(pieces, below, encoded);
  const database = write(pick(below, ['shop'], ['shop'], ['sh', 'op']), below, encoded);
  const host = pick(below, ...hosts);
  const make = pick(below, inAuthority, inAuthority, inQuery, withSocket, withSeveral);
  const { url, isInQuery } = make({ scheme, host, user, password, database, below });
  const ends = isInQuery ? endsValue : endsUserInfo;
  return {
    url,
    user: user.meant,
    password: password.meant,
    host: decodeURIComponent(host).replace(/^\[(.*)\]$/, '$1'),
    database: database.bare.size === 0 ? database.meant : undefined,
    isAmbiguous: [...user.bare, ...password.bare].some((mark) => ends.has(mark)),
  };
}

interface Making {
  readonly scheme: string;
  readonly host: string;
  readonly user: Written;
  readonly password: Written;
  readonly database: Written;
  readonly below: Below;
}

interface Made {
  readonly url: string;
  readonly isInQuery: boolean;
}

function inAuthority({ scheme, host, user, password, database, below }: Making): Made {
  const port = pick(below, '', ':5432', ':5433');
  const tail = pick(below, ...tails);
  const url = `${scheme}://${user.text}:${password.text}@${host}${port}/${database.text}${tail}`;
  return { url, isInQuery: false };
}

function inQuery({ scheme, host, user, password, database, below }: Making): Made {
  const words = [`user=${user.text}`, `password=${password.text}`];
  const more = pick(below, [], ['sslmode=disable'], ['application_name=web', 'port=5432']);
  const named = pick(below, true, false);
  const place = named ? `/${database.text}?` : `/?dbname=${encodeURIComponent(database.meant)}&`;
  const all = pick(below, [...words, ...more], [...more, ...words]);
  return { url: `${scheme}://${host}${place}${all.join('&')}`, isInQuery: true };
}

function withSocket({ scheme, user, password, database, host, below }: Making): Made {
  const start = `${scheme}://${user.text}:${password.text}@/${database.text}`;
  const socket = encodeURIComponent(decodeURIComponent(host).replace(/^\[(.*)\]$/, '$1'));
  return { url: `${start}?host=${socket}${pick(below, '', '&port=5433', '&sslmode=allow')}`, isInQuery: false };
}

function withSeveral({ scheme, host, user, password, database }: Making): Made {
  const url = `${scheme}://${user.text}:${password.text}@${host}:5432,other.internal/${database.text}`;
  return { url, isInQuery: false };
}
