import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CopyButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { type SavedQuestion, savedQuestionsQuery } from "../../api/insights";
import { questionAddress } from "../../lib/question-address";
import { oneLine } from "../../lib/text";
import { IconArrowLeft, IconBookmark, IconCheck, IconLink } from "../../ui/icons";
import { KIND_WORDS } from "./kinds";
import { faultsOf } from "./model/faults";
import { KINDS, type Kind } from "./model/kind";
import { writeQuestion } from "./model/parse";
import type { Question } from "./model/question";
import classes from "./question-page.module.css";
import { useChangeSaved, useMaySave, useSaveQuestion } from "./use-saved";

const route = getRouteApi("/member/analyses/$kind");
const SaveDialog = lazy(() => import("./save-dialog"));
const NAME_LENGTH_MAX = 120;

interface QuestionHeadProps {
  kind: Kind;
  /** The question, when there is one yet. */
  question: Question | undefined;
  /** The page reads the question wholly; else the server judges it. */
  whole: boolean;
}

/** The name of the question, the way to the other kinds, and what can be done with it. */
export function QuestionHead({ kind, question, whole }: QuestionHeadProps) {
  const { i18n } = useLingui();
  const saved = useSavedHere(kind);
  return (
    <>
      <Link to="/analyses" className={classes.back} activeOptions={{ exact: true }}>
        <IconArrowLeft size={16} aria-hidden />
        <Trans>Analyses</Trans>
      </Link>
      <header className={classes.head}>
        <div className={classes.title}>
          <h1>{saved ? <bdi>{oneLine(saved.name, NAME_LENGTH_MAX)}</bdi> : i18n._(KIND_WORDS[kind].name)}</h1>
          <p>{i18n._(KIND_WORDS[kind].asks)}</p>
        </div>
        {question ? <Actions question={question} whole={whole} saved={saved} /> : null}
      </header>
      <KindLinks kind={kind} />
    </>
  );
}

/** Returns the saved question from which the page was opened. */
function useSavedHere(kind: Kind): SavedQuestion | undefined {
  const { saved: id } = route.useSearch();
  const { data } = useQuery({ ...savedQuestionsQuery, enabled: id !== undefined });
  return data?.find((each) => each.id === id && each.question.kind === kind);
}

function KindLinks({ kind }: { kind: Kind }) {
  const { i18n, t } = useLingui();
  return (
    <nav className={classes.kinds} aria-label={t`Kind of question`}>
      {KINDS.map((each) => {
        const { icon: Icon, name } = KIND_WORDS[each];
        return (
          <Link
            key={each}
            to="/analyses/$kind"
            params={{ kind: each }}
            aria-current={each === kind ? "page" : undefined}
            activeOptions={{ exact: true, includeSearch: false }}
            preload={false}
          >
            <Icon size={16} stroke={1.7} />
            {i18n._(name)}
          </Link>
        );
      })}
    </nav>
  );
}

interface ActionsProps {
  question: Question;
  whole: boolean;
  saved: SavedQuestion | undefined;
}

function Actions({ question, whole, saved }: ActionsProps) {
  const mayTry = !whole || Object.keys(faultsOf(question)).length === 0;
  const maySave = useMaySave();
  const link = `${window.location.origin}${questionAddress(question, { saved: saved?.id })}`;
  return (
    <div className={classes.actions}>
      <CopyButton value={link} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            size="xs"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconLink size={16} aria-hidden />}
            onClick={copy}
          >
            {copied ? <Trans>Copied</Trans> : <Trans>Copy link</Trans>}
          </Button>
        )}
      </CopyButton>
      {maySave ? <SaveButtons question={question} saved={saved} disabled={!mayTry} /> : null}
    </div>
  );
}

interface SaveButtonsProps {
  question: Question;
  saved: SavedQuestion | undefined;
  disabled: boolean;
}

/** Saves the question under a name, or over the saved one from which it came. */
function SaveButtons({ question, saved, disabled }: SaveButtonsProps) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const [naming, setNaming] = useState(false);
  const create = useSaveQuestion();
  const change = useChangeSaved();
  const body = { ...question };
  const changed = saved !== undefined && !isSame(saved, question);
  function save(name: string) {
    create.mutate(
      { name, question: body },
      {
        onSuccess: ({ id }) => {
          setNaming(false);
          const q = writeQuestion(question);
          void navigate({ search: (search) => ({ ...search, q, saved: id }), replace: true, resetScroll: false });
        },
      },
    );
  }
  return (
    <>
      {changed ? (
        <Button
          size="xs"
          disabled={disabled}
          loading={change.isPending}
          onClick={() => change.mutate({ id: saved.id, question: body })}
        >
          <Trans>Save the changes</Trans>
        </Button>
      ) : null}
      <Button
        variant={saved ? "default" : "filled"}
        size="xs"
        disabled={disabled}
        leftSection={<IconBookmark size={16} aria-hidden />}
        onClick={() => setNaming(true)}
      >
        {saved ? <Trans>Save under another name</Trans> : <Trans>Save</Trans>}
      </Button>
      {naming ? (
        <Suspense fallback={null}>
          <SaveDialog
            title={t`Save the analysis`}
            action={<Trans>Save</Trans>}
            name=""
            error={create.error}
            pending={create.isPending}
            onSave={save}
            onClose={() => {
              create.reset();
              setNaming(false);
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}

/** Says whether a question is the saved one, whatever the order of its fields. */
function isSame(saved: SavedQuestion, question: Question): boolean {
  return sortedJson(saved.question) === sortedJson(question);
}

function sortedJson(value: unknown): string {
  return JSON.stringify(value, (_, part) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
