/** The desktop window as a host: one command of the shell a call. */
import { invoke } from '@tauri-apps/api/core';
import { listen } from '@tauri-apps/api/event';
import { getCurrentWindow } from '@tauri-apps/api/window';

import type { Backend } from '../backend.ts';
import { channel } from './channel.ts';
import { company } from './company.ts';
import { people } from './people.ts';

export const tauri: Backend = {
  ...company,
  ...people,
  recorded: false,

  openFile: (request, progress) => invoke('open_file', { request, progress: channel(progress) }),
  unlockFile: (path, password) => invoke('unlock_file', { path, password }),
  closeFile: (file) => invoke('close_file', { file }),
  setHeader: (file, sheet, rows) => invoke('set_header', { file, sheet, rows }),
  setRole: (file, sheet, column, role) => invoke('set_role', { file, sheet, column, role }),
  setIncluded: (file, sheet, included) => invoke('set_included', { file, sheet, included }),

  audit: (file, request, progress) =>
    invoke('audit', { file, request, progress: channel(progress) }),
  overview: (file) => invoke('overview', { file }),
  setAudience: (file, choice) => invoke('set_audience', { file, choice }),
  findings: (file, request) => invoke('findings', { file, request }),
  facets: (file, filter) => invoke('facets', { file, filter }),
  finding: (file, finding) => invoke('finding', { file, finding }),
  notes: (file, request) => invoke('notes', { file, request }),

  decide: (file, decision) => invoke('decide', { file, decision }),
  reopen: (file, findings) => invoke('reopen', { file, findings }),
  undo: (file) => invoke('undo', { file }),
  redo: (file) => invoke('redo', { file }),
  undoEntry: (file, entry) => invoke('undo_entry', { file, entry }),
  goBack: (file, entry) => invoke('go_back', { file, entry }),
  history: (file) => invoke('history', { file }),

  plan: (file) => invoke('plan', { file }),
  compare: (file, request) => invoke('compare', { file, request }),
  saveCoaching: (file, path) => invoke('save_coaching', { file, path }),
  exportFile: (file, options, progress) =>
    invoke('export_file', { file, options, progress: channel(progress) }),

  recents: () => invoke('recents'),
  forget: (path) => invoke('forget', { path }),
  settings: () => invoke('settings'),
  setSettings: (settings) => invoke('set_settings', { settings }),
  saveSettings: (path) => invoke('save_settings', { path }),
  loadSettings: (path) => invoke('load_settings', { path }),
  ownWords: () => invoke('own_words'),
  setOwnWords: (words) => invoke('set_own_words', { words }),
  tryWords: (words, sentences) => invoke('try_words', { words, sentences }),
  about: () => invoke('about'),
  components: () => invoke('components'),

  cancel: () => invoke('cancel'),
  launchFiles: () => invoke('launch_files'),
  samplePath: () => invoke('sample_path'),
  listFiles: (paths) => invoke('list_files', { paths }),
  pickFiles: () => invoke('pick_files'),
  pickFolder: () => invoke('pick_folder'),
  pickImage: () => invoke('pick_image'),
  pickSettings: () => invoke('pick_settings'),
  pickTarget: (suggested) => invoke('pick_target', { suggested }),
  openPath: (path) => invoke('open_path', { path }),
  showInFolder: (path) => invoke('show_in_folder', { path }),

  setTitle: (title) => getCurrentWindow().setTitle(title),
  async listen(events) {
    const stops = await Promise.all([
      listen<string[]>('open-files', (event) => events.openFiles(event.payload)),
      listen<{ paths: string[] }>('tauri://drag-drop', (event) => {
        events.dropHover(false);
        events.openFiles(event.payload.paths);
      }),
      listen('tauri://drag-enter', () => events.dropHover(true)),
      listen('tauri://drag-leave', () => events.dropHover(false)),
    ]);
    return () => stops.forEach((stop) => stop());
  },
};
