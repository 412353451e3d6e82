import { createContext, type ReactNode, useContext } from "react";

/** What is at fault in the question, by field; a field is named as the server names it. */
export const FaultsContext = createContext<ReadonlyMap<string, ReactNode>>(new Map());

/** Returns what is at fault at a field, to be shown there. */
export function useFault(...fields: string[]): ReactNode {
  const faults = useContext(FaultsContext);
  return fields.map((field) => faults.get(field)).find((fault) => fault !== undefined);
}
