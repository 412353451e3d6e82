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
 * The address holds what is asked, word for word; it follows the edited question when nobody typed for a moment. While
 * `lost` names parts that the builder cannot read, `draft` is the question without them, and not what is asked.
 */
export function useQuestion(kind: Kind, q: string | undefined, vocabulary: Vocabulary) {
  const navigate = route.useNavigate();
  const { asked: written, question, lost, unreadable } = useMemo(() => parseQuestion(kind, q), [kind, q]);
  const first = useMemo(() => defaultQuestion(kind, vocabulary), [kind, vocabulary]);
  const asked: Question = written ?? first;
  const readable: Question = question ?? first;
  const [draft, setDraft] = useState<Question>(readable);
  const last = useRef(q);
  const write = useDebouncedCallback((next: Question) => {
    last.current = writeQuestion(next);
    void navigate({
      search: (search) => ({ ...search, q: writeQuestion(next), who: undefined }),
      replace: true,
      resetScroll: false,
    });
  }, EDIT_PAUSE_MS);
  useEffect(() => {
    // The address changed by other means than this page (back, a link): the builder follows.
    if (q !== last.current) {
      last.current = q;
      setDraft(readable);
    }
  }, [q, readable]);
  function edit(next: Question) {
    setDraft(next);
    write(next);
  }
  return { asked, draft, edit, lost, unreadable, editable: question !== undefined };
}
