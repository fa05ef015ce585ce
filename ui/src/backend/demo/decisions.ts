/** Decisions on recorded findings, with undo and redo: what the host keeps in its database. */
import type {
  ActionKind,
  Decide,
  Decided,
  DecisionView,
  FindingView,
  History,
  HistoryEntry,
  Selection,
  State,
  StateCounts,
} from '../bindings/types.ts';
import { selected } from './filtering.ts';

type Change = { view: FindingView; before: DecisionView | null; after: DecisionView | null };
type Operation = { entry: HistoryEntry; changes: Change[] };

const STATES: Record<ActionKind, State> = {
  rewrite: 'accepted',
  clear_cell: 'cleared',
  set_cell: 'set',
  delete_row: 'deleted',
  move_row: 'moved',
  ask_consent: 'noted',
  add_to_opposition: 'noted',
  remove_part: 'removed',
  keep: 'kept',
};

export class Decisions {
  #operations: Operation[] = [];
  #undone: Operation[] = [];
  #next = 1;

  constructor(readonly findings: FindingView[]) {}

  decide({ findings, action, value }: Decide): Decided {
    const about = this.#chosen(findings);
    const changes = about.flatMap((view) => change(view, action, value, this.#next));
    return this.#do(changes, action, about.length - changes.length);
  }

  reopen(findings: Selection): Decided {
    const about = this.#chosen(findings).filter((view) => view.decided !== null);
    const changes = about.map((view) => ({ view, before: view.decided, after: null }));
    return this.#do(changes, null, 0);
  }

  undo(): Decided {
    const operation = this.#operations.pop();
    if (!operation) return this.#told(null, [], 0);
    this.#undone.push(operation);
    apply(operation.changes, 'before');
    return this.#told(operation.entry.id, operation.changes, 0);
  }

  redo(): Decided {
    const operation = this.#undone.pop();
    if (!operation) return this.#told(null, [], 0);
    this.#operations.push(operation);
    apply(operation.changes, 'after');
    return this.#told(operation.entry.id, operation.changes, 0);
  }

  undoEntry(id: number): Decided {
    const at = this.#operations.findIndex(({ entry }) => entry.id === id);
    const [operation] = at < 0 ? [] : this.#operations.splice(at, 1);
    if (!operation) return this.#told(null, [], 0);
    apply(operation.changes, 'before');
    return this.#told(id, operation.changes, 0);
  }

  goBack(id: number | null): Decided {
    const changes: Change[] = [];
    while (this.#operations.length > 0 && this.#operations.at(-1)?.entry.id !== id) {
      const operation = this.#operations.pop();
      if (!operation) break;
      this.#undone.push(operation);
      apply(operation.changes, 'before');
      changes.push(...operation.changes);
    }
    return this.#told(id, changes, 0);
  }

  history(): History {
    const undone = this.#undone.map(({ entry }) => ({ ...entry, undone: true }));
    const entries = [...this.#operations.map(({ entry }) => entry), ...undone];
    entries.sort((a, b) => b.id - a.id);
    return { entries, can_undo: this.#operations.length > 0, can_redo: this.#undone.length > 0 };
  }

  counts(): StateCounts {
    const kept = this.findings.filter((view) => view.line.state === 'kept').length;
    const open = this.findings.filter((view) => view.line.state === 'open').length;
    return { open, settled: this.findings.length - open, kept };
  }

  #chosen(findings: Selection): FindingView[] {
    return findings.by === 'ids'
      ? this.findings.filter((view) => findings.ids.includes(view.line.id))
      : selected(this.findings, { state: ['open'], ...findings.filter }, 'place');
  }

  #do(changes: Change[], action: ActionKind | null, skipped: number): Decided {
    if (changes.length === 0) return this.#told(null, [], skipped);
    const operation = { entry: this.#entry(changes, action), changes };
    this.#operations.push(operation);
    this.#undone = [];
    apply(changes, 'after');
    return this.#told(operation.entry.id, changes, skipped);
  }

  #entry(changes: Change[], action: ActionKind | null): HistoryEntry {
    const line = changes[0]?.view.line;
    return {
      id: this.#next++,
      kind: 'decide',
      at: new Date().toISOString(),
      author: '',
      action,
      findings: changes.length,
      first: line?.id ?? null,
      place: line?.cell ? `${line.sheet}!${line.cell}` : null,
      undone: false,
      path: null,
      outdated: false,
    };
  }

  #told(operation: number | null, changes: Change[], skipped: number): Decided {
    return {
      operation,
      changed: changes.length,
      first: changes[0]?.view.line.id ?? null,
      skipped,
      states: this.counts(),
      can_undo: this.#operations.length > 0,
      can_redo: this.#undone.length > 0,
    };
  }
}

function change(
  view: FindingView,
  action: ActionKind | null,
  value: string | null,
  operation: number,
): Change[] {
  const proposed = view.actions.find((one) => action === null || one.kind === action);
  if (!proposed) return [];
  const after: DecisionView = {
    action: proposed.kind,
    value: value ?? proposed.value,
    operation,
    author: '',
    at: new Date().toISOString(),
  };
  return [{ view, before: view.decided, after }];
}

function apply(changes: Change[], side: 'before' | 'after'): void {
  for (const { view, [side]: decision } of changes) {
    view.decided = decision;
    view.line.state = decision ? stateOf(view, decision) : 'open';
  }
}

function stateOf(view: FindingView, { action, value }: DecisionView): State {
  const edited = action === 'rewrite' && value !== null && value !== view.proposed;
  return edited ? 'edited' : STATES[action];
}
