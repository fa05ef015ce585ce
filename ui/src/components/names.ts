/**
 * Words and icons of the engine's own terms. The tables are complete by type: a new check, category
 * or role does not build until it has a name in both languages.
 */
import BadgeInfo from '@lucide/svelte/icons/badge-info';
import CircleAlert from '@lucide/svelte/icons/circle-alert';
import OctagonAlert from '@lucide/svelte/icons/octagon-alert';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import type {
  ActionKind,
  Answer,
  Category,
  Channel,
  Check,
  Colour,
  ErrorCode,
  Level,
  Reason,
  Role,
  Scale,
  Severity,
  Stage,
  State,
  Status,
} from '../backend/index.ts';
import type { Key, PlainKey } from '../i18n/i18n.svelte.ts';

type Names<Prefix extends string, Term extends string> = `${Prefix}.${Term}` extends Key
  ? (term: Term) => `${Prefix}.${Term}`
  : never;

function names<Prefix extends string, Term extends string>(prefix: Prefix): Names<Prefix, Term> {
  return ((term: Term) => `${prefix}.${term}`) as Names<Prefix, Term>;
}

export const checkName: Names<'check', Check> = names('check');
export const categoryName: Names<'category', Category> = names('category');
export const roleName: Names<'role', Role> = names('role');
export const actionName: Names<'action', ActionKind> = names('action');
export const channelName: Names<'channel', Channel> = names('channel');
export const stateName: Names<'state', State> = names('state');
export const stageName: Names<'stage', Stage> = names('stage');
export const colourName: Names<'colour', Colour> = names('colour');
export const levelName: Names<'level', Level> = names('level');
export const reasonName: Names<'reason', Reason> = names('reason');
export const answerName: Names<'answer', Answer> = names('answer');
export const riskName: Names<'risk', Scale> = names('risk');
export const effortName: Names<'effort', Scale> = names('effort');
export const statusName: Names<'status', Status> = names('status');
export const errorTitle: Names<'error', ErrorCode> = names('error');

export const CATEGORIES = [
  'health',
  'ethnic_origin',
  'political',
  'religion',
  'union',
  'sex_life',
  'genetic_biometric',
  'criminal',
  'insult',
  'judgement',
  'family',
  'hardship',
  'national_id',
  'bank',
] as const satisfies Category[];

export const SEVERITIES = ['critical', 'major', 'minor', 'info'] as const satisfies Severity[];

export const SEVERITY_NAMES: Record<Severity, PlainKey> = {
  critical: 'severity.critical',
  major: 'severity.major',
  minor: 'severity.minor',
  info: 'severity.info',
};

export const SEVERITY_ICONS: Record<Severity, typeof CircleAlert> = {
  critical: OctagonAlert,
  major: TriangleAlert,
  minor: CircleAlert,
  info: BadgeInfo,
};
