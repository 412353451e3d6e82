import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session";

/** Says whether the present member may import: not who sees a part of the project. The server decides all the same. */
export function useMayImport(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.member.role !== "viewer" && !data.member.is_limited;
}
