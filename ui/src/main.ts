/** Start: find the host, read the settings, draw. */
import { mount } from 'svelte';
import App from './App.svelte';
import { connect } from './backend/index.ts';
import { app } from './state/app.svelte.ts';
import { areas } from './state/areas.svelte.ts';
import { connectHost } from './state/host.ts';
import { preferences } from './state/preferences.svelte.ts';
import './tokens/tokens.css';
import './tokens/base.css';

async function start(): Promise<void> {
  connectHost(await connect());
  await app.attempt(() => preferences.load());
  areas.recall();
  const target = document.getElementById('app');
  if (target) mount(App, { target });
}

void start();
