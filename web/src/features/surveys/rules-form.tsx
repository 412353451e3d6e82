import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type SurveyRules, surveyRulesQuery } from "../../api/surveys";
import { RefusalWords } from "../../ui/refusal-words";
import classes from "./surveys.module.css";
import { useMayChange, useSetRules } from "./use-changes";
import "./styles";

const REST_DAYS_MAX = 365;
const YEAR_MAX = 365;

/** How often one person may be asked, whatever the survey. */
export function RulesForm() {
  const { data: rules } = useQuery(surveyRulesQuery);
  const mayChange = useMayChange();
  if (!rules) {
    return null;
  }
  const { rest_days, year_max } = rules;
  return (
    <section className={classes.section} aria-labelledby="rules">
      <h2 id="rules">
        <Trans>How often one person is asked</Trans>
      </h2>
      <p className={classes.words}>
        <Trans>
          By e-mail and in your pages, whatever the survey: never twice within {rest_days} days, and {year_max} times a
          year at most. Each time, the timeline of the person says what was asked, or why nothing was.
        </Trans>
      </p>
      {mayChange ? <Fields key={`${rest_days} ${year_max}`} rules={rules} /> : null}
    </section>
  );
}

function Fields({ rules }: { rules: SurveyRules }) {
  const { t } = useLingui();
  const [draft, setDraft] = useState(rules);
  const set = useSetRules();
  const isChanged = draft.rest_days !== rules.rest_days || draft.year_max !== rules.year_max;
  return (
    <>
      <div className={classes.line}>
        <NumberInput
          size="xs"
          label={t`Days of rest`}
          min={0}
          max={REST_DAYS_MAX}
          allowDecimal={false}
          value={draft.rest_days}
          onChange={(days) => setDraft({ ...draft, rest_days: Number(days) || 0 })}
        />
        <NumberInput
          size="xs"
          label={t`Times a year at most`}
          min={1}
          max={YEAR_MAX}
          allowDecimal={false}
          value={draft.year_max}
          onChange={(times) => setDraft({ ...draft, year_max: Number(times) || 1 })}
        />
        <Button
          size="xs"
          variant="default"
          disabled={!isChanged}
          loading={set.isPending}
          onClick={() => set.mutate(draft)}
        >
          <Trans>Save</Trans>
        </Button>
      </div>
      {set.error ? (
        <p className={classes.error} role="alert">
          <RefusalWords error={set.error} />
        </p>
      ) : null}
    </>
  );
}
