import { Trans, useLingui } from "@lingui/react/macro";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { isFailure } from "../../api/failure";
import { sessionQuery } from "../../api/session";
import {
  type Candidate,
  candidatesQuery,
  previewQuery,
  type Template,
  type TemplateInfo,
  templatesQuery,
  type Upload,
  uploadQuery,
} from "../../api/uploads";
import { usePageTitle } from "../../lib/page-title";
import { EmptyState } from "../../ui/empty-state";
import { FailureState, NoAccess } from "../../ui/failure-state";
import { IconArrowLeft, IconFileImport, IconLock } from "../../ui/icons";
import { CheckStep } from "./check-step";
import { DiscardButton } from "./discard-button";
import { templateOf } from "./draft";
import { FilesStep } from "./files-step";
import pageClasses from "./import-page.module.css";
import classes from "./new-import-page.module.css";
import { StartStep } from "./start-step";
import { Step } from "./step";
import { TemplateStep } from "./template-step";
import { useDraft } from "./use-draft";
import { useMayImport } from "./use-role";
import { useSending } from "./use-sending";

const route = getRouteApi("/member/imports/new");

/** So long nobody types or chooses before the preview is asked for again. */
const PAUSE_MS = 400;
const NONE: readonly Candidate[] = [];
const NO_INFOS: readonly TemplateInfo[] = [];

/** A new import, its steps below each other: files, template, check, start. */
export function NewImportPage() {
  const { t } = useLingui();
  const mayImport = useMayImport();
  const { upload } = route.useSearch();
  usePageTitle(t`New import`);
  return (
    <div className={pageClasses.page}>
      <Link to="/imports" className={pageClasses.back} activeOptions={{ exact: true }}>
        <IconArrowLeft size={16} aria-hidden />
        <Trans>Imports</Trans>
      </Link>
      <header className={pageClasses.head}>
        <h1>
          <Trans>New import</Trans>
        </h1>
        {mayImport && upload ? <DiscardButton upload={upload} /> : null}
      </header>
      {mayImport ? <Steps /> : <NotAllowed />}
    </div>
  );
}

function NotAllowed() {
  const { t } = useLingui();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  if (session?.member.is_limited) {
    return <NoAccess isOfWholeProject />;
  }
  return (
    <EmptyState icon={IconLock} title={t`You may look at imports, not make them`}>
      <p>
        <Trans>A contributor or an owner of the project can import.</Trans>
      </p>
    </EmptyState>
  );
}

function Steps() {
  const { upload: id } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery({ ...uploadQuery(id ?? ""), enabled: id !== undefined });
  const sending = useSending(id, (created) => void navigate({ search: { upload: created }, replace: true }));
  const upload = id === undefined ? undefined : data;
  if (isFailure(error, 404)) {
    return <Gone />;
  }
  if (!upload && error) {
    return <FailureState error={error} onRetry={() => void refetch()} />;
  }
  return (
    <div className={classes.steps}>
      <FilesStep upload={upload} sending={sending} />
      {upload?.files.some(({ problem }) => problem === null) ? (
        <LaterSteps key={upload.id} upload={upload} />
      ) : (
        <WaitingSteps />
      )}
    </div>
  );
}

function Gone() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconFileImport} title={t`These files are no longer here`}>
      <p>
        <Trans>Files are kept until they are imported, and for 24 hours at most.</Trans>
      </p>
      <Link to="/imports/new" search={{}}>
        <Trans>Begin again</Trans>
      </Link>
    </EmptyState>
  );
}

function WaitingSteps() {
  const wait = <Trans>Add a file first.</Trans>;
  return (
    <>
      <Step number={2} id="template" title={<Trans>What is in the files?</Trans>} waitsFor={wait} />
      <Step number={3} id="check" title={<Trans>Check and correct</Trans>} waitsFor={wait} />
      <Step number={4} id="start" title={<Trans>Import</Trans>} waitsFor={wait} />
    </>
  );
}

/** The steps that need files. */
function LaterSteps({ upload }: { upload: Upload }) {
  const [draft, change] = useDraft(upload.id);
  const candidates = useQuery(candidatesQuery(upload));
  const { data: known = candidates.error ? NONE : undefined } = candidates;
  const { data: infos = NO_INFOS } = useQuery(templatesQuery);
  const file = upload.files.find(({ problem }) => problem === null)?.name;
  const template = useMemo(
    () => (known ? templateOf(draft, { candidates: known, infos, file }) : undefined),
    [draft, known, infos, file],
  );
  const { preview, error, isStale } = usePreview(upload, template);
  return (
    <>
      <TemplateStep
        candidates={candidates.data ?? []}
        error={candidates.error}
        isPending={candidates.isPending}
        onRetry={() => void candidates.refetch()}
        template={template}
        change={change}
      />
      {template ? (
        <CheckStep
          upload={upload}
          template={template}
          isCorrected={draft.corrected !== undefined}
          preview={preview}
          isStale={isStale}
          error={error}
          correct={(corrected) => change({ corrected })}
        />
      ) : (
        <Step
          number={3}
          id="check"
          title={<Trans>Check and correct</Trans>}
          waitsFor={<Trans>Choose a template first.</Trans>}
        />
      )}
      {template && preview && !preview.problem && !error ? (
        <StartStep upload={upload} template={template} preview={preview} draft={draft} change={change} />
      ) : (
        <Step
          number={4}
          id="start"
          title={<Trans>Import</Trans>}
          waitsFor={<Trans>The check above says what is missing.</Trans>}
        />
      )}
    </>
  );
}

/** What the beginning of the files would become by the template, asked a moment after its last change. */
function usePreview(upload: Upload, template: Template | undefined) {
  const [asked] = useDebouncedValue(template, PAUSE_MS, { leading: true });
  const query = useQuery({ ...previewQuery(upload, asked ?? {}), enabled: asked !== undefined });
  return {
    preview: template ? query.data : undefined,
    error: template ? query.error : null,
    isStale: query.isPlaceholderData || query.isFetching || asked !== template,
  };
}
