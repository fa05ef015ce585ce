/** People on recorded data: nothing is searched, nothing is written. */
import type { OnProgress } from '../backend.ts';
import type { Lang, Stage } from '../bindings/types.ts';
import type { PeopleBackend } from '../people.ts';
import { refusal } from './trouble.ts';
import { peopleRecording } from './recording.ts';

/** A job that goes through one stage. */
type Work = (stage: Stage, progress: OnProgress) => Promise<void>;

/**
 * `language` tells which recording is asked for at this moment, `locked` which file lacks its password.
 */
export function people(
  language: () => Promise<Lang>,
  work: Work,
  locked: () => string | null,
): PeopleBackend {
  const recorded = async () => peopleRecording(await language());
  return {
    async findPerson(request, progress) {
      await work('searching', progress);
      const missing = locked();
      const found = (await recorded()).found[request.kind];
      return { ...found, locked: missing === null ? [] : [missing] };
    },
    saveAnswer: async () => undefined,
    logRequest: async () => undefined,
    suppression: async () => (await recorded()).list,
    async importRefusals() {
      const missing = locked();
      if (missing !== null) throw refusal('password_needed', missing);
      return (await recorded()).imported;
    },
    checkRefusals: async () => (await recorded()).checked,
    purgeRefusals: async () => (await recorded()).list.past,
    async campaign(_path, _by, progress) {
      await work('auditing', progress);
      return (await recorded()).campaign;
    },
    saveCampaign: async () => undefined,
    campaignMessage: async () => (await recorded()).message,
    recordAnswers: async () => (await recorded()).result,
  };
}
