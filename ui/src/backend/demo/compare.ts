/** The recorded sheet before and after decisions: its recorded rows, and what was decided on them. */
import type {
  ComparedRow,
  ComparePage,
  CompareRequest,
  FindingView,
  RowFate,
  SheetView,
} from '../bindings/types.ts';

/** The rows asked for; only those of the recorded preview are known. */
export function compare(
  sheet: SheetView,
  findings: FindingView[],
  request: CompareRequest,
): ComparePage {
  const decided = findings.filter((one) => one.decided && one.line.sheet === sheet.name);
  const rows = sheet.preview.map((row) => compared(row.number, row.cells, decided));
  const changed = rows.filter((row) => row.fate !== 'same');
  const shown = request.changed_only ? changed : rows;
  return {
    total: shown.length,
    changed: changed.length,
    columns_removed: [],
    rows: shown.slice(request.offset, request.offset + request.limit),
  };
}

function compared(number: number, before: string[], decided: FindingView[]): ComparedRow {
  const here = decided.filter((one) => one.line.row === number);
  const after = here.flatMap((one) => {
    const cell = one.row.findIndex(({ letter }) => letter === one.line.column);
    const column = before.indexOf(one.note);
    const text = one.decided?.action === 'clear_cell' ? '' : (one.decided?.value ?? one.proposed);
    const rewritten = ['rewrite', 'clear_cell'].includes(one.decided?.action ?? '');
    return cell >= 0 && column >= 0 && rewritten ? [{ column, text: text ?? '' }] : [];
  });
  return { number, before, after, fate: fate(here, after.length > 0) };
}

function fate(here: FindingView[], changed: boolean): RowFate {
  if (here.some((one) => one.decided?.action === 'delete_row')) return 'deleted';
  if (here.some((one) => one.decided?.action === 'move_row')) return 'moved';
  return changed ? 'changed' : 'same';
}
