import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromFile } from '../../src/cli/live/target.ts';
import { targetFromUrl } from '../../src/cli/live/url-target.ts';
import { lint } from '../../src/index.ts';
import { reportJson } from '../../src/reporters/json.ts';
import { nowhere } from '../live/reading.ts';
import { type Below, type MadeUrl, makeBelow, makeUrl, passwordPiece, userPiece } from './made-urls.ts';

/** Runs `look` on many made URLs: a failure names fast-check's seed, and the URL. */
function forMadeUrls(rounds: number, look: (urls: readonly MadeUrl[], below: Below) => void | Promise<void>) {
  const inEach = 100;
  const property = fc.asyncProperty(fc.integer(), async (seed) => {
    const below = makeBelow(seed);
    await look(
      Array.from({ length: inEach }, () => makeUrl(below)),
      below,
    );
  });
  return fc.assert(property, { numRuns: rounds / inEach });
}

function expectNoPiece(text: string, { url }: Pick<MadeUrl, 'url'>): void {
  if (passwordPiece.test(text) || userPiece.test(text)) throw new Error(`${text}\nshows a piece of\n${url}`);
}

describe('whatever is bare in a URL', () => {
  it('400 000 made ones: none is connected to but as it was meant, and nothing of its user info is told', async () => {
    let accepted = 0;
    await forMadeUrls(400_000, (urls) => {
      for (const made of urls) {
        const outcome = targetFromUrl(made.url, nowhere);
        if (!outcome.ok) {
          expectNoPiece(outcome.fault.message, made);
          continue;
        }
        if (made.isAmbiguous) throw new Error(`an ambiguous URL is connected to: ${made.url}`);
        accepted++;
        const { host, port, database, user, label, password } = outcome.value;
        expectNoPiece(`${host} ${port} ${label}`, made);
        if (made.database === undefined) continue;
        const meant = [made.user, made.password, made.host, made.database];
        const read = [user, password().password, host, database];
        if (meant.join('\n') !== read.join('\n')) throw new Error(`read as ${read.join(', ')}: ${made.url}`);
      }
    });
    // A reader that refuses everything would pass as well.
    expect(accepted).toBeGreaterThan(50_000);
  });

  it('lint tells nothing of it, in no part of its report', async () => {
    await forMadeUrls(10_000, (urls, below) => {
      const files = urls.map((made, at) => ({ file: `${at}/.env`, text: fileOf(made, below).text }));
      const report = lint(files);
      const text = [...reportJson(report, { version: '1', diagnostics: [] })].join('');
      if (!passwordPiece.test(text) && !userPiece.test(text)) return;
      for (const file of files) expectNoPiece(JSON.stringify(lint([file])), { url: file.text });
      throw new Error('a piece is told of several files together');
    });
  });

  it('a file’s own URL is connected to as it was meant, or not at all', async () => {
    await forMadeUrls(20_000, async (urls, below) => {
      for (const made of urls) {
        const { text, isWhole } = fileOf(made, below);
        const outcome = await fromFile({ file: '.env', text });
        if (!outcome?.ok) expectNoPiece(outcome?.fault.message ?? '', made);
        else {
          const { host, port, label, password } = outcome.value;
          expectNoPiece(`${host} ${port} ${label}`, made);
          if (!isWhole) continue;
          if (made.isAmbiguous) throw new Error(`an ambiguous URL is connected to: ${text}`);
          if (made.database !== undefined && password().password !== made.password)
            throw new Error(`read with another password: ${text}`);
        }
      }
    });
  });
});

/** A file with pools, so that all rules speak, and the URL in quotes or without any; not `isWhole`: a quote in it ends it too early. */
function fileOf({ url }: MadeUrl, below: Below): { text: string; isWhole: boolean } {
  const quote = ['', '"', "'", ''][below(4)] ?? '';
  const start = ['DATABASE_URL=', 'export DATABASE_URL=', 'DATABASE_URL = '][below(3)] ?? '';
  const comment = ['', ' # the main one', '#'][below(3)] ?? '';
  const pools = 'DB_POOL_SIZE=20\nDB_MAX_OVERFLOW=60\nDB_POOL_PRE_PING=true\n';
  const text = `${pools}${start}${quote}${url}${quote}${comment}\n`;
  return { text, isWhole: quote === '' || !url.includes(quote) };
}
