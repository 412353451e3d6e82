import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Radio, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { faultField } from "../../api/failure";
import { sessionQuery } from "../../api/session";
import { type SurveyTemplate, surveyTemplatesQuery } from "../../api/surveys";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import { RefusalWords } from "../../ui/refusal-words";
import { NAME_LENGTH_MAX } from "./draft";
import { TEMPLATE_NAMES } from "./names";
import { NotYours } from "./not-shown";
import classes from "./surveys.module.css";
import { useCreateSurvey, useMayChange } from "./use-changes";
import "./styles";

/** What a survey begins with: a questionnaire, its name, and who asks. */
export function NewSurveyPage() {
  const { t } = useLingui();
  const mayChange = useMayChange();
  const { data: templates, error, refetch } = useQuery(surveyTemplatesQuery);
  usePageTitle(t`New survey`);
  return (
    <div className={classes.page}>
      <h1>
        <Trans>New survey</Trans>
      </h1>
      {!templates && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!templates && !error ? <ListSkeleton /> : null}
      {templates && mayChange ? <Beginning templates={templates} /> : null}
      {templates && !mayChange ? <NotYours /> : null}
    </div>
  );
}

function Beginning({ templates }: { templates: SurveyTemplate[] }) {
  const { i18n, t } = useLingui();
  const navigate = useNavigate();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const create = useCreateSurvey();
  const [chosen, setChosen] = useState(templates[0]?.id ?? "");
  const field = create.error ? faultField(create.error) : undefined;
  const atField = (name: string) =>
    create.error && field === name ? <RefusalWords error={create.error} /> : undefined;
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const template = templates.find(({ id }) => id === chosen);
    if (!template) {
      return;
    }
    const definition = { ...template.definition, brand: String(form.get("brand") ?? "") };
    create.mutate(
      { name: String(form.get("name") ?? ""), definition },
      { onSuccess: ({ id }) => void navigate({ to: "/surveys/$surveyId/edit", params: { surveyId: id } }) },
    );
  }
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <Radio.Group label={t`Begin with`} value={chosen} onChange={setChosen}>
        <div className={classes.cards}>
          {templates.map(({ id }) => {
            const words = TEMPLATE_NAMES[id];
            return (
              <Radio
                key={id}
                value={id}
                label={words ? i18n._(words.name) : id}
                description={words ? i18n._(words.words) : undefined}
              />
            );
          })}
        </div>
      </Radio.Group>
      <TextInput
        name="name"
        label={t`Name of the survey`}
        description={t`Only your team sees it, for example “After a delivery”.`}
        maxLength={NAME_LENGTH_MAX}
        autoComplete="off"
        error={atField("name")}
      />
      <TextInput
        name="brand"
        label={t`Who asks`}
        description={t`The name of your company, as customers know it.`}
        defaultValue={session?.project.name ?? ""}
        maxLength={NAME_LENGTH_MAX}
        autoComplete="off"
        error={atField("definition")}
      />
      {create.error && field !== "name" && field !== "definition" ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={create.error} />
        </p>
      ) : null}
      <div className={classes.line}>
        <Button type="submit" loading={create.isPending}>
          <Trans>Go on</Trans>
        </Button>
        <Button variant="default" renderRoot={(props) => <Link to="/surveys" {...props} />}>
          <Trans>Cancel</Trans>
        </Button>
      </div>
    </form>
  );
}
