/** The desktop window as a host: what it is asked about the company. */
import { invoke } from '@tauri-apps/api/core';

import type { CompanyBackend } from '../company.ts';

export const company: CompanyBackend = {
  assessments: () => invoke('assessments'),
  beginAssessment: (answers) => invoke('begin_assessment', { answers }),
  repeatAssessment: (id) => invoke('repeat_assessment', { id }),
  assessment: (id) => invoke('assessment', { id }),
  chooseAssessment: (id) => invoke('choose_assessment', { id }),
  logo: (id) => invoke('logo', { id }),
  setLogo: (id, path) => invoke('set_logo', { id, path }),
  removeLogo: (id) => invoke('remove_logo', { id }),
  answer: (id, answers) => invoke('answer', { id, answers }),
  measure: (id, file) => invoke('measure', { id, file }),
  forgetAssessment: (id) => invoke('forget_assessment', { id }),

  documents: (id) => invoke('documents', { id }),
  document: (id, document) => invoke('document', { id, document }),
  letters: (id, request) => invoke('letters', { id, request }),
  makePapers: (id, request) => invoke('make_papers', { id, request }),
  takeBack: (id, path) => invoke('take_back', { id, path }),

  requests: () => invoke('requests'),
  keepRequest: (request) => invoke('keep_request', { request }),
  forgetRequest: (id) => invoke('forget_request', { id }),
  breaches: () => invoke('breaches'),
  keepBreach: (breach) => invoke('keep_breach', { breach }),
  forgetBreach: (id) => invoke('forget_breach', { id }),

  saveLogs: (path) => invoke('save_logs', { path }),

  journal: () => invoke('journal'),
  saveJournal: (path) => invoke('save_journal', { path }),
};
