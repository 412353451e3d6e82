import { useDebouncedCallback } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useMemo, useRef, useState } from "react";
import type { Vocabulary } from "../../api/insights";
import { defaultQuestion } from "./model/defaults";
import type { Kind } from "./model/kind";
import { parseQuestion, writeQuestion } from "./model/parse";
import type { Question } from "./model/question";

const route = getRouteApi("/member/analyses/$kind");
/** How long after the last change a question is asked. */
const EDIT_PAUSE_MS = 450;

/**
 * The question of the page: as it is being edited, and as it is asked.
 *
 * The address holds what is asked; it follows the edited question when nobody typed for a moment.
 */
export function useQuestion(kind: Kind, q: string | undefined, vocabulary: Vocabulary) {
  const navigate = route.useNavigate();
  const parsed = useMemo(() => parseQuestion(kind, q), [kind, q]);
  const asked = useMemo(() => parsed.question ?? defaultQuestion(kind, vocabulary), [parsed, kind, vocabulary]);
  const [draft, setDraft] = useState<Question>(asked);
  const written = useRef(q);
  const write = useDebouncedCallback((next: Question) => {
    written.current = writeQuestion(next);
    void navigate({
      search: (search) => ({ ...search, q: writeQuestion(next), who: undefined }),
      replace: true,
      resetScroll: false,
    });
  }, EDIT_PAUSE_MS);
  useEffect(() => {
    // The address changed by other means than this page (back, a link): the builder follows.
    if (q !== written.current) {
      written.current = q;
      setDraft(asked);
    }
  }, [q, asked]);
  function edit(next: Question) {
    setDraft(next);
    write(next);
  }
  return { asked, draft, edit, lost: parsed.lost };
}
