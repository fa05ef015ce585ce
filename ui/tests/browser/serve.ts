/** Serves ui/dist as the window does: with the content policy of tauri.conf.json. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { preview } from 'vite';

declare module 'vitest' {
  export interface ProvidedContext {
    address: string;
  }
}

type Tauri = { app: { security: { csp: Record<string, string> } } };

function policy(): string {
  const path = new URL('../../../tauri.conf.json', import.meta.url);
  const { app } = JSON.parse(readFileSync(path, 'utf8')) as Tauri;
  return Object.entries(app.security.csp)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ');
}

export default async function serve(project: TestProject): Promise<() => Promise<void>> {
  const server = await preview({
    preview: { port: 0, headers: { 'Content-Security-Policy': policy() } },
    logLevel: 'error',
  });
  const { port } = server.httpServer.address() as AddressInfo;
  project.provide('address', `http://localhost:${port}`);
  return () => server.close();
}
