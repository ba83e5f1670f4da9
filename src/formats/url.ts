import type { UrlReading } from '../core/knowledge.ts';

export function readUrl(text: string): UrlReading {
  try {
    const url = new URL(text);
    const [scheme, driver] = url.protocol.slice(0, -1).toLowerCase().split('+');
    return {
      kind: 'url',
      url: {
        scheme: url.protocol.slice(0, -1),
        database: /^postgres(ql)?$/.test(scheme ?? '') ? 'postgresql' : 'other',
        databaseName: scheme ?? '',
        driver,
        target: `${url.host}${url.pathname}`,
        host: url.hostname,
        port: Number(url.port || 5432),
        parameters: [],
      },
    };
  } catch {
    return { kind: 'unknown' };
  }
}
