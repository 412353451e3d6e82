import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react";
import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/session";

/** Returns what is said beside amounts of the project: whether they include tax; nothing while nobody said. */
export function useTaxWord(): string | undefined {
  const { i18n } = useLingui();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const tax = session?.project.tax;
  if (!tax) {
    return undefined;
  }
  return i18n._(tax === "tax_included" ? msg`incl. tax` : msg`excl. tax`);
}
