import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { sessionQuery } from "../../api/session";
import {
  createSurvey,
  deleteSurvey,
  type Survey,
  type SurveyDefinition,
  type SurveyRules,
  saveSurvey,
  setSurveyRules,
  setSurveyState,
  surveyQuery,
  surveyRulesQuery,
  surveysQuery,
} from "../../api/surveys";

/** Says whether the present member may change surveys: not who sees a part of the project. The server decides all the same. */
export function useMayChange(): boolean {
  const { data } = useQuery({ ...sessionQuery, enabled: false });
  return data !== undefined && data.member.role !== "viewer" && !data.member.is_limited;
}

/** Keeps a survey as the server told it, and asks for the list again. */
function useKeep() {
  const queryClient = useQueryClient();
  return (survey: Survey) => {
    queryClient.setQueryData(surveyQuery(survey.id).queryKey, survey);
    return queryClient.invalidateQueries({ queryKey: surveysQuery.queryKey, exact: true });
  };
}

/** Makes a survey. */
export function useCreateSurvey() {
  return useMutation({
    mutationFn: ({ name, definition }: { name: string; definition: SurveyDefinition }) =>
      createSurvey(name, definition),
    onSuccess: useKeep(),
  });
}

/** Saves a survey as its next version. */
export function useSaveSurvey(id: string) {
  return useMutation({
    mutationFn: (change: { base: number; name: string; definition: SurveyDefinition }) => saveSurvey(id, change),
    onSuccess: useKeep(),
  });
}

/** Opens a survey, or closes it. */
export function useSetState(id: string) {
  return useMutation({ mutationFn: (state: "open" | "closed") => setSurveyState(id, state), onSuccess: useKeep() });
}

/** Says how often one person may be asked. */
export function useSetRules() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (rules: SurveyRules) => setSurveyRules(rules),
    onSuccess: (rules) => queryClient.setQueryData(surveyRulesQuery.queryKey, rules),
  });
}

/** Deletes a draft. */
export function useDeleteSurvey(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => deleteSurvey(id),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: surveysQuery.queryKey, exact: true }),
  });
}
