import { wrap } from '../../model/words/wrap.ts';
import type { SizedServer, SizedService } from './services.ts';
import type { Layout } from './text.ts';

/** What is true of all of them: the worst. */
export function resultOf(servers: readonly SizedServer[]): SizedService['result'] {
  const results = servers.flatMap(({ services }) => services.map(({ result }) => result));
  return (['needs-pooler', 'reduced-to-fit'] as const).find((result) => results.includes(result)) ?? 'fits';
}

/** The split for a terminal: each server's sum, then each service's share and its lines to paste. */
export function formatServicesText(servers: readonly SizedServer[], layout: Layout): string {
  const blocks = [
    layout.style.bold(`Result: ${resultOf(servers)}`),
    ...servers.map((server) => serverBlock(server, layout)),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function serverBlock({ server, used, maxConnections, kept, services }: SizedServer, { width, style }: Layout): string {
  const sum = services.map(({ name, connections }) => `${name} ${connections}`).join(' + ');
  const head = `${server}: ${sum} = ${used} of ${maxConnections} connections; ${maxConnections - used} left, ${kept} are kept for others`;
  return [wrap(head, width, ''), ...services.map((service) => serviceBlock(service, { width, style }))].join('\n\n');
}

function serviceBlock(service: SizedService, { width, style }: Layout): string {
  const { name, file, result, processes, concurrency, cap, settings } = service;
  const who = `${plural(processes.instances, 'instance')} × ${plural(processes.workers, 'worker')}`;
  const about = `${result}: ${who}, ${concurrency} queries at once per process, up to ${cap} connections each`;
  const lines = settings
    ? settings.map(([key, value]) => `    ${key}=${value}`)
    : [wrap(`No pool fits: put a pooler in between, run fewer processes, or raise max_connections.`, width, '    ')];
  return [`  ${style.bold(name)}${file === null ? '' : ` (${file})`}`, wrap(about, width, '    '), ...lines].join('\n');
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** One JSON document, `schemaVersion` 1. */
export function formatServicesJson(servers: readonly SizedServer[], version: string): string {
  const document = {
    schemaVersion: 1,
    tool: { name: 'poolfit', version },
    result: resultOf(servers),
    servers: servers.map(({ services, ...server }) => ({
      ...server,
      services: services.map(({ settings, ...service }) => ({
        ...service,
        settings: settings && Object.fromEntries(settings),
      })),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
