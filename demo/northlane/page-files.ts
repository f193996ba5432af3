import { readFile } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import type { HostPage } from '../build-host-page.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Serves the page's files, built or from Vite; every text `__CRM_CONNECT_SERVER__` becomes the server's address. */
export function pageFiles(page: HostPage, serverUrl: string): (path: string) => Promise<Response> {
  const read = page.origin === null ? built(page.folder ?? '') : fromVite(page.origin);
  return async (path) => {
    const reply = await read(path === '/' ? '/index.html' : path);
    if (!reply.headers.get('content-type')?.startsWith('text/html')) return reply;
    const html = (await reply.text()).replaceAll('__CRM_CONNECT_SERVER__', serverUrl);
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } });
  };
}

function built(folder: string): (path: string) => Promise<Response> {
  return async (path) => {
    for (const place of [folder]) {
      const found = await readFile(join(place, normalize(path.split('?')[0] ?? path))).catch(() => null);
      const type = contentTypes[extname(path.split('?')[0] ?? path)] ?? 'application/octet-stream';
      if (found) return new Response(new Uint8Array(found), { headers: { 'content-type': type } });
    }
    return new Response('There is no such page.', { status: 404 });
  };
}

function fromVite(origin: string): (path: string) => Promise<Response> {
  return async (path) => {
    const source = path === '/crm-connect.js' ? `/@fs${resolve('components/define.ts')}` : path;
    const reply = await fetch(origin + source);
    const type = reply.headers.get('content-type') ?? 'text/plain';
    return new Response(await reply.arrayBuffer(), {
      status: reply.status,
      headers: { 'content-type': type },
    });
  };
}
