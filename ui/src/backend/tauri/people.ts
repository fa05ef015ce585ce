/** The desktop window as a host: what it is asked about people. */
import { invoke } from '@tauri-apps/api/core';

import type { PeopleBackend } from '../people.ts';
import { channel } from './channel.ts';

export const people: PeopleBackend = {
  findPerson: (request, progress) =>
    invoke('find_person', { request, progress: channel(progress) }),
  saveAnswer: (request, path, progress) =>
    invoke('save_answer', { request, path, progress: channel(progress) }),
  logRequest: (request) => invoke('log_request', { request }),

  suppression: () => invoke('suppression'),
  importRefusals: (paths, whole) => invoke('import_refusals', { paths, whole }),
  checkRefusals: (path) => invoke('check_refusals', { path }),
  purgeRefusals: () => invoke('purge_refusals'),

  campaign: (path, by, progress) => invoke('campaign', { path, by, progress: channel(progress) }),
  saveCampaign: (path, by, target, progress) =>
    invoke('save_campaign', { path, by, target, progress: channel(progress) }),
  campaignMessage: (parts) => invoke('campaign_message', { parts }),
  recordAnswers: (path, answers, target, progress) =>
    invoke('record_answers', { path, answers, target, progress: channel(progress) }),
};
