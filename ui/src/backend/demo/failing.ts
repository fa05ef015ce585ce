/** A host of which some questions fail, for tests: `?fail=exportFile:target_not_writable,setSettings:store`. */
import type { Backend } from '../backend.ts';
import type { AppError, ErrorCode } from '../bindings/types.ts';

/** The host, failing where the address asks for it. */
export function failing(host: Backend): Backend {
  const asked = new URLSearchParams(location.search).get('fail');
  if (!asked) return host;
  const failures = new Map(asked.split(',').map((one) => one.split(':') as [string, ErrorCode]));
  return new Proxy(host, {
    get(host, name) {
      const code = failures.get(String(name));
      const value: unknown = Reflect.get(host, name);
      if (code) return () => Promise.reject(refusal(code));
      return typeof value === 'function' ? (value.bind(host) as unknown) : value;
    },
  });
}

/** An error of the host. */
export function refusal(code: ErrorCode, path: string | null = null): AppError {
  return { code, message: '', detail: null, path };
}
