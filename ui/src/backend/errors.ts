/** Recognises what a host rejects with. */
import type { AppError, ErrorCode } from './bindings/types.ts';

/** The host's error, or one made of whatever else was thrown (a fault of ours). */
export function asAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'bad_request', message: '', detail, path: null };
}

/** Is it the host's error of that kind? */
export function hasCode(thrown: unknown, code: ErrorCode): boolean {
  return isAppError(thrown) && thrown.code === code;
}

function isAppError(thrown: unknown): thrown is AppError {
  return typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown;
}
