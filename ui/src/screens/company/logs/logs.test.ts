import { describe, expect, it } from 'vitest';
import { requestKind } from './kinds.ts';
import { fromLocal, toLocal } from './moments.ts';

describe('moments', () => {
  it('come back from a field as they went in', () => {
    expect(fromLocal(toLocal('2026-11-24T10:05:00.000Z'))).toBe('2026-11-24T10:05:00.000Z');
  });

  it('may be none', () => {
    expect(toLocal('')).toBe('');
    expect(fromLocal('')).toBeNull();
  });
});

describe('requests', () => {
  it('have a name, whatever a newer version wrote', () => {
    expect(requestKind('objection')).toBe('requests.kind.objection');
    expect(requestKind('other')).toBe('requests.kind.access');
  });
});
