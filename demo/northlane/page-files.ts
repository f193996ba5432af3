import { readFile } from 'node:fs/promises';
import { extname, join, normalize, resolve } from 'node:path';
import type { HostPage } from '../build-host-page.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
};

/** Serves the page's files, built or from Vite; every text `__CRM_CONNECT_SERVER__` becomes the server's address. */
export function pageFiles(
  page: Pick<HostPage, 'folder' | 'origin'>,
  serverUrl: string,
): (path: string) => Promise<Response> {
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
    const file = normalize(path.split('?')[0] ?? path);
    const found = await readFile(join(folder, file)).catch(() => null);
    if (!found) return new Response('There is no such page.', { status: 404 });
    const type = contentTypes[extname(file)] ?? 'application/octet-stream';
    return new Response(new Uint8Array(found), {
      headers: { 'content-type': type, 'cache-control': 'no-cache' },
    });
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
