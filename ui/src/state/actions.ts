/**
 * Everything that can be done by keys or from the palette: one table, from which the keyboard, the
 * palette and the list of keys (F1) are made.
 */
import { t, type PlainKey } from '../i18n/i18n.svelte.ts';
import { app } from './app.svelte.ts';
import { AREAS, AREA_IDS, areas, pageName, pagesOf } from './areas.svelte.ts';
import { dialogs } from './dialogs.svelte.ts';
import type { Chord } from './keys.ts';
import { isPressable, isSingleLetter, matches, read, takesKeys, written } from './keys.ts';
import { notices } from './notices.svelte.ts';
import { preferences } from './preferences.svelte.ts';
import { review } from './review.svelte.ts';
import { STEP_NAMES, STEPS } from './steps.ts';
import { words } from './words.svelte.ts';

export type Action = {
  readonly id: string;
  readonly label: PlainKey;
  readonly group: 'keys.anywhere' | 'keys.review';
  readonly keys: readonly Chord[];
  readonly enabled: () => boolean;
  readonly run: () => unknown;
};

const always = (): boolean => true;
const reviewing = (): boolean => app.sees('review') && review.view !== null && !review.busy;

const ANYWHERE: Action[] = [
  anywhere('open', 'file.open', [{ key: 'o', ctrl: true }], always, () => app.pick()),
  anywhere('folder', 'file.folder', [{ key: 'o', ctrl: true, shift: true }], always, () =>
    app.pickFolder(),
  ),
  anywhere('sample', 'file.sample', [], always, () => app.openSample()),
  anywhere('palette', 'app.palette', [{ key: 'k', ctrl: true }], always, () =>
    dialogs.show('palette'),
  ),
  anywhere('keys', 'app.keys', [{ key: 'f1' }], always, () => dialogs.show('keys')),
  anywhere('settings', 'app.settings', [{ key: ',', ctrl: true }], always, () =>
    dialogs.show('settings'),
  ),
  anywhere(
    'export',
    'export.go',
    [{ key: 's', ctrl: true }],
    () => app.reachable('export'),
    () => app.go('export'),
  ),
  anywhere(
    'zoomIn',
    'app.zoom.in',
    [
      { key: '+', ctrl: true },
      { key: '=', ctrl: true },
    ],
    always,
    () => preferences.zoomBy(1),
  ),
  anywhere('zoomOut', 'app.zoom.out', [{ key: '-', ctrl: true }], always, () =>
    preferences.zoomBy(-1),
  ),
  anywhere('zoomReset', 'app.zoom.reset', [{ key: '0', ctrl: true }], always, () =>
    preferences.change({ zoom: 100 }),
  ),
  ...AREA_IDS.flatMap((area) => [
    anywhere(`area-${area}`, AREAS[area].name, [{ key: AREAS[area].key }], always, () =>
      areas.show(area),
    ),
    ...pagesOf(area).map((page) =>
      anywhere(`page-${area}-${page}`, pageName(area, page), [], always, () =>
        areas.show(area, page),
      ),
    ),
  ]),
  ...STEPS.map((step) =>
    anywhere(
      `step-${step}`,
      STEP_NAMES[step],
      [],
      () => app.reachable(step),
      () => app.go(step),
    ),
  ),
];

const REVIEW: Action[] = [
  inReview('accept', 'review.accept', [{ key: 'enter' }], acceptable, () => review.decide(null)),
  inReview(
    'edit',
    'review.modify',
    [{ key: 'e' }],
    () => reviewing() && review.offers('rewrite'),
    () => {
      review.mode = 'edit';
    },
  ),
  inReview(
    'keep',
    'review.keep',
    [{ key: 'k' }],
    () => reviewing() && review.offers('keep'),
    () => {
      review.mode = 'keep';
    },
  ),
  inReview(
    'notSensitive',
    'review.notSensitive',
    [{ key: 's' }],
    () => reviewing() && review.offers('keep'),
    () => review.decide('keep', t('review.keep.1')),
  ),
  inReview(
    'together',
    'review.together.toggle',
    [{ key: 'g' }],
    () => reviewing() && (review.view?.same ?? 0) > 0,
    () => {
      review.together = !review.together;
    },
  ),
  inReview(
    'spareWords',
    'words.never',
    [{ key: 'x' }],
    () => reviewing() && spareable() !== '',
    () => words.never(spareable()),
  ),
  inReview(
    'addWords',
    'words.add',
    [{ key: 'a' }],
    () => reviewing() && (review.view?.note ?? '') !== '',
    () => words.offer(document.getSelection()?.toString().trim() || spareable()),
  ),
  inReview(
    'readNotes',
    'notes.title',
    [{ key: 'l' }],
    () => app.overview !== null && app.sees('review'),
    () => dialogs.show('notes'),
  ),
  inReview('nearMisses', 'review.spared.toggle', [], reviewing, () => {
    preferences.nearMisses = !preferences.nearMisses;
  }),
  inReview(
    'delete',
    'review.delete',
    [{ key: 'delete' }],
    () => reviewing() && review.offers('delete_row'),
    () => review.decide('delete_row'),
  ),
  inReview('next', 'review.next', [{ key: 'arrowdown' }, { key: 'n' }], reviewing, () =>
    review.select(review.index + 1),
  ),
  inReview('previous', 'review.previous', [{ key: 'arrowup' }, { key: 'p' }], reviewing, () =>
    review.select(review.index - 1),
  ),
  inReview(
    'undo',
    'review.undo',
    [{ key: 'z', ctrl: true }],
    () => canTurnBack(review.canUndo),
    undo,
  ),
  inReview(
    'redo',
    'review.redo',
    [
      { key: 'y', ctrl: true },
      { key: 'z', ctrl: true, shift: true },
    ],
    () => canTurnBack(review.canRedo),
    redo,
  ),
  inReview(
    'search',
    'review.search',
    [{ key: 'f', ctrl: true }],
    () => app.sees('review'),
    () => document.getElementById('review-search')?.focus(),
  ),
  anywhere(
    'compare',
    'compare.title',
    [],
    () => app.overview !== null,
    () => dialogs.show('compare'),
  ),
  anywhere(
    'coaching',
    'coaching.pdf',
    [],
    () => app.overview !== null,
    () => app.coach('pdf'),
  ),
  anywhere(
    'coaching-html',
    'coaching.html',
    [],
    () => app.overview !== null,
    () => app.coach('html'),
  ),
  anywhere(
    'forget',
    'file.forget',
    [],
    () => app.file !== null,
    () => app.forgetThis(),
  ),
  anywhere('about', 'about.title', [], always, () => dialogs.show('about')),
  anywhere('words', 'words.title', [], always, () => dialogs.show('words')),
  inReview(
    'history',
    'history.title',
    [{ key: 'h', ctrl: true }],
    () => app.overview !== null,
    () => dialogs.show('history'),
  ),
];

export const ACTIONS: readonly Action[] = [...ANYWHERE, ...REVIEW];

/** The keys of an action: the person's own, else those it comes with; letters only when they are on. */
export function chords(action: Action): readonly Chord[] {
  const own = preferences.current.keys[action.id];
  if (own === undefined) return action.keys.filter(allowed);
  const chord = read(own);
  return chord && allowed(chord) ? [chord] : [];
}

/** The first keys of an action: what is shown on its button. */
export function keysOf(id: string): Chord | undefined {
  const action = ACTIONS.find((one) => one.id === id);
  return action && chords(action)[0];
}

/** The other action that has these keys already. */
export function holder(chord: Chord, besides: Action): Action | undefined {
  const same = (one: Chord): boolean => written(one) === written(chord);
  return ACTIONS.find((action) => action !== besides && chords(action).some(same));
}

/** Gives an action other keys; whoever had them loses them. */
export async function rebind(action: Action, chord: Chord): Promise<void> {
  const former = holder(chord, action);
  const keys = { ...preferences.current.keys, [action.id]: written(chord) };
  if (former) keys[former.id] = '';
  await preferences.change({ keys });
}

/** Gives an action (or all of them) back the keys it comes with. */
export async function resetKeys(action?: Action): Promise<void> {
  const kept = Object.entries(preferences.current.keys).filter(
    ([id]) => action && id !== action.id,
  );
  await preferences.change({ keys: Object.fromEntries(kept) });
}

/** Runs what a key press asks for; true when it was taken. */
export function press(event: KeyboardEvent): boolean {
  if (dialogs.current !== null) return false;
  const action = ACTIONS.find((one) => chords(one).some((keys) => meant(event, keys)));
  if (!action?.enabled()) return false;
  void action.run();
  return true;
}

/** Takes back the last decision and says so. */
export async function undo(): Promise<void> {
  const decided = await review.undo();
  if (decided?.operation != null) notices.show(t('review.undone'));
}

/** Makes the decision taken back again and says so. */
export async function redo(): Promise<void> {
  const decided = await review.redo();
  if (decided?.operation != null) notices.show(t('review.redone'));
}

function meant(event: KeyboardEvent, keys: Chord): boolean {
  if (!matches(event, keys)) return false;
  if (keys.ctrl || /^f\d/.test(keys.key)) return !(keys.key === 'z' && takesKeys(event.target));
  if (takesKeys(event.target)) return false;
  return keys.key !== 'enter' || !isPressable(event.target);
}

function allowed(keys: Chord): boolean {
  return preferences.current.letter_keys || !isSingleLetter(keys);
}

/** The words that the finding looked at is about; none when it is about no words. */
function spareable(): string {
  return review.view?.note ? review.view.line.text : '';
}

function acceptable(): boolean {
  return reviewing() && review.mode === 'look' && (review.view?.actions.length ?? 0) > 0;
}

function canTurnBack(possible: boolean): boolean {
  return app.sees('review') && possible && !review.busy;
}

type Make = (
  id: string,
  label: PlainKey,
  keys: readonly Chord[],
  enabled: () => boolean,
  run: () => unknown,
) => Action;

function anywhere(...[id, label, keys, enabled, run]: Parameters<Make>): Action {
  return { id, label, group: 'keys.anywhere', keys, enabled, run };
}

function inReview(...[id, label, keys, enabled, run]: Parameters<Make>): Action {
  return { id, label, group: 'keys.review', keys, enabled, run };
}
