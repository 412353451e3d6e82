import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { vocabularyQuery } from "../../api/insights";
import { type Journey, type JourneyDefinition, journeyQuery } from "../../api/journeys";
import { sessionQuery } from "../../api/session";
import { replaced } from "../../lib/list";
import { usePageTitle } from "../../lib/page-title";
import { EmptyState } from "../../ui/empty-state";
import { FailureState } from "../../ui/failure-state";
import { IconLock, IconPlus } from "../../ui/icons";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { newId, STAGES_MAX } from "./draft";
import classes from "./edit-page.module.css";
import { EventsField } from "./events-field";
import { StageEditor } from "./stage-editor";
import { useSaveJourney } from "./use-changes";
import { Versions } from "./versions";
import "./styles";

const WINDOW_DAYS_MAX = 365;

/** What the journey consists of: its stages and steps, and by which events these are known. */
export function EditPage() {
  const { t } = useLingui();
  const { data: journey, error, refetch } = useQuery(journeyQuery);
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  usePageTitle(t`Edit the journey`);
  return (
    <div className={classes.page}>
      <h1>
        <Trans>Edit the journey</Trans>
      </h1>
      {!journey && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!journey && !error ? <ListSkeleton /> : null}
      {journey && session?.member.role === "viewer" ? <NotYours /> : null}
      {journey && session && session.member.role !== "viewer" ? <Editor journey={journey} /> : null}
    </div>
  );
}

/** A viewer looks at the journey, and changes none of it. */
function NotYours() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconLock} title={t`An editor of the project can change the journey`}>
      <Link to="/journeys">
        <Trans>Back to the map</Trans>
      </Link>
    </EmptyState>
  );
}

function Editor({ journey }: { journey: Journey }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [draft, setDraft] = useState<JourneyDefinition>(journey.definition);
  const { data: vocabulary } = useQuery(vocabularyQuery);
  const save = useSaveJourney();
  const known = vocabulary?.events.map((event) => event.name) ?? [];
  const { stages } = draft;
  function addStage() {
    const stage = { id: newId(draft, "stage"), name: t`New stage`, steps: [] };
    setDraft({ ...draft, stages: [...stages, stage] });
  }
  function submit() {
    save.mutate(
      { base: journey.version.number, definition: draft },
      { onSuccess: () => void navigate({ to: "/journeys" }) },
    );
  }
  return (
    <>
      <p className={classes.words}>
        <Trans>
          A step is known by its events: any one of them is a passage. Further steps come after earlier ones, from the
          top to the bottom. Saving makes a new version; older ones stay.
        </Trans>
      </p>
      <ol className={classes.stages}>
        {stages.map((stage, at) => (
          <li key={stage.id}>
            <StageEditor
              definition={draft}
              at={at}
              known={known}
              onChange={(next) => setDraft({ ...draft, stages: next })}
              onStage={(next) => setDraft({ ...draft, stages: replaced(stages, at, next) })}
            />
          </li>
        ))}
      </ol>
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={16} />}
          disabled={stages.length >= STAGES_MAX}
          onClick={addStage}
        >
          <Trans>Add a stage</Trans>
        </Button>
      </div>
      <section className={classes.common}>
        <NumberInput
          label={t`How many days somebody is awaited at the next step`}
          min={1}
          max={WINDOW_DAYS_MAX}
          allowDecimal={false}
          value={draft.window_days}
          onChange={(days) => setDraft({ ...draft, window_days: Number(days) || 1 })}
        />
        <EventsField
          label={t`Events that are a call for help`}
          known={known}
          value={draft.contact}
          onChange={(contact) => setDraft({ ...draft, contact })}
        />
      </section>
      {save.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={save.error} />
        </p>
      ) : null}
      <div className={classes.buttons}>
        <Button onClick={submit} loading={save.isPending}>
          <Trans>Save</Trans>
        </Button>
        <Button variant="default" renderRoot={(props) => <Link to="/journeys" {...props} />}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
      <Versions present={journey.version.number} onOpen={setDraft} />
    </>
  );
}
