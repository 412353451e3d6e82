import type { I18n } from "@lingui/core";
import { useLingui } from "@lingui/react";
import { useMemo } from "react";
import { type Formats, useFormats } from "../../lib/formats";

/** In whose words the figures are told. */
export interface Teller {
  i18n: I18n;
  formats: Formats;
}

/** Returns the teller of the present reader; it changes with the language. */
export function useTeller(): Teller {
  const { i18n, _ } = useLingui();
  const formats = useFormats();
  // The second one changes when messages are loaded; the catalogue itself stays the same object.
  // biome-ignore lint/correctness/useExhaustiveDependencies: told above
  return useMemo(() => ({ i18n, formats }), [i18n, _, formats]);
}
