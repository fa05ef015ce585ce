/**
 * A host in trouble, for tests. Questions that fail: `?fail=exportFile:target_not_writable,setSettings:store`;
 * answers that come late, in milliseconds: `?late=finding:200`.
 */
import type { Backend } from '../backend.ts';
import type { AppError, ErrorCode } from '../bindings/types.ts';

/** The host, with the trouble that the address asks for. */
export function troubled(host: Backend): Backend {
  const failures = asked('fail') as Map<string, ErrorCode>;
  const delays = asked('late');
  if (failures.size === 0 && delays.size === 0) return host;
  return new Proxy(host, {
    get(host, name) {
      const code = failures.get(String(name));
      const value: unknown = Reflect.get(host, name);
      if (code) return () => Promise.reject(refusal(code));
      if (typeof value !== 'function') return value;
      const question = value.bind(host) as (...said: unknown[]) => unknown;
      const delay = delays.get(String(name));
      if (delay === undefined) return question;
      return async (...said: unknown[]) => {
        await new Promise((later) => setTimeout(later, Number(delay)));
        return question(...said);
      };
    },
  });
}

/** The pairs `question:what` of one part of the address. */
function asked(part: string): Map<string, string> {
  const pairs = new URLSearchParams(location.search).get(part)?.split(',') ?? [];
  return new Map(pairs.map((pair) => pair.split(':') as [string, string]));
}

/** An error of the host. */
export function refusal(code: ErrorCode, path: string | null = null): AppError {
  return { code, message: '', detail: null, path };
}
