import { Plural, Trans } from "@lingui/react/macro";
import { getRouteApi } from "@tanstack/react-router";
import type { VerbatimSummary } from "../../api/verbatims";
import { BlameRow } from "./blame-row";
import type { VerbatimSearch } from "./search";
import { useStepNames } from "./use-step-names";
import classes from "./verbatims.module.css";

const route = getRouteApi("/member/verbatims");

/** Where on the journey people were who wrote, in its order. */
export function Steps({ summary }: { summary: VerbatimSummary }) {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { nameOf } = useStepNames();
  const { steps, n_without_step } = summary;
  const change = (next: Partial<VerbatimSearch>) =>
    void navigate({ search: (present) => ({ ...present, ...next }), replace: true, resetScroll: false });
  return (
    <section className={classes.section} aria-labelledby="steps">
      <h2 id="steps">
        <Trans>Where on the journey they were</Trans>
      </h2>
      {steps.length > 0 ? (
        <ul className={classes.themes}>
          {steps.map((step) => {
            const isChosen = search.step === step.step && search.polarity === "negative";
            return (
              <BlameRow
                key={step.step}
                name={nameOf(step.step)}
                counted={step}
                isChosen={isChosen}
                onChoose={() =>
                  change(
                    isChosen ? { step: undefined, polarity: undefined } : { step: step.step, polarity: "negative" },
                  )
                }
              />
            );
          })}
        </ul>
      ) : null}
      <p className={classes.quiet}>
        <Trans>
          A text is of the last step that the person passed before it, else of that of the survey that asked, else of
          that of its theme.
        </Trans>{" "}
        <Plural value={n_without_step} one="Of # text it is not known." other="Of # texts it is not known." />
      </p>
    </section>
  );
}
