/** The desktop window as a host: what it is asked about people. */
import { invoke } from '@tauri-apps/api/core';

import type { PeopleBackend } from '../people.ts';

export const people: PeopleBackend = {
  findPerson: (request) => invoke('find_person', { request }),
  saveAnswer: (request, path) => invoke('save_answer', { request, path }),
  logRequest: (request) => invoke('log_request', { request }),

  suppression: () => invoke('suppression'),
  importRefusals: (paths, whole) => invoke('import_refusals', { paths, whole }),
  checkRefusals: (path) => invoke('check_refusals', { path }),
  purgeRefusals: () => invoke('purge_refusals'),

  campaign: (path, by) => invoke('campaign', { path, by }),
  saveCampaign: (path, by, target) => invoke('save_campaign', { path, by, target }),
  campaignMessage: (parts) => invoke('campaign_message', { parts }),
  recordAnswers: (path, answers, target) => invoke('record_answers', { path, answers, target }),
};
