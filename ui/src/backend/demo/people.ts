/** People on recorded data: nothing is searched, nothing is written. */
import type { Lang } from '../bindings/types.ts';
import type { PeopleBackend } from '../people.ts';
import { peopleRecording } from './recording.ts';

/** `language` tells which recording is asked for at this moment. */
export function people(language: () => Promise<Lang>): PeopleBackend {
  const recorded = async () => peopleRecording(await language());
  return {
    findPerson: async (request) => (await recorded()).found[request.kind],
    saveAnswer: async () => undefined,
    logRequest: async () => undefined,
    suppression: async () => (await recorded()).list,
    importRefusals: async () => (await recorded()).imported,
    checkRefusals: async () => (await recorded()).checked,
    purgeRefusals: async () => (await recorded()).list.past,
    campaign: async () => (await recorded()).campaign,
    saveCampaign: async () => undefined,
    campaignMessage: async () => (await recorded()).message,
    recordAnswers: async () => (await recorded()).result,
  };
}
