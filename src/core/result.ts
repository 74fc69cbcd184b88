/** A value, or why there is none. Wrong data is told this way, never thrown. */
export type Result<T, E = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** A value that was there. */
export const ok = <T>(value: T) => ({ ok: true, value }) as const;

/** The reason there is no value: for people, an Italian sentence that says what was found and what is expected. */
export const err = <E>(error: E) => ({ ok: false, error }) as const;
