/** What the user interface may ask of its host about one person, refusals and consents. */
import type { OnProgress } from './backend.ts';
import type {
  CampaignResult,
  CampaignView,
  Channel,
  FileChecked,
  FindRequest,
  MessageParts,
  PersonFound,
  RefusalsRead,
  SuppressionView,
} from './bindings/types.ts';

export interface PeopleBackend {
  /** Everything that files hold on a person, and what to do about it. */
  findPerson(request: FindRequest, progress: OnProgress): Promise<PersonFound>;
  /** Writes the copy that the person gets, or the plan (xlsx). */
  saveAnswer(request: FindRequest, path: string, progress: OnProgress): Promise<void>;
  /** Keeps a request in the log: its month begins. */
  logRequest(request: FindRequest): Promise<void>;

  suppression(): Promise<SuppressionView>;
  /** `whole`: everybody in the files refuses. */
  importRefusals(paths: string[], whole: boolean): Promise<RefusalsRead>;
  checkRefusals(path: string): Promise<FileChecked>;
  /** Takes away the refusals that need not be kept any more. */
  purgeRefusals(): Promise<number>;

  /** Who may be asked, by one channel or by the first that is open. */
  campaign(path: string, by: Channel | null, progress: OnProgress): Promise<CampaignView>;
  saveCampaign(
    path: string,
    by: Channel | null,
    target: string,
    progress: OnProgress,
  ): Promise<void>;
  campaignMessage(parts: MessageParts): Promise<string>;
  /** Writes the answers in a copy of the file. */
  recordAnswers(
    path: string,
    answers: string,
    target: string,
    progress: OnProgress,
  ): Promise<CampaignResult>;
}
