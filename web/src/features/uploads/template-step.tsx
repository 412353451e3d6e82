import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Candidate, type Template, type TemplateInfo, templatesQuery } from "../../api/uploads";
import { eventLabel } from "../../lib/events/tell";
import { useFormats } from "../../lib/formats";
import { FailureState } from "../../ui/failure-state";
import { IconCheck, IconChevronRight } from "../../ui/icons";
import type { Draft } from "./draft";
import { OwnTemplate } from "./own-template";
import { Step } from "./step";
import classes from "./template-step.module.css";
import { useTitle } from "./titles";

interface TemplateStepProps {
  candidates: readonly Candidate[];
  error: unknown;
  isPending: boolean;
  onRetry(): void;
  template: Template | undefined;
  change(part: Draft): void;
}

/** The second step: what the files are. The templates that fit come first, then all others and one's own. */
export function TemplateStep({ candidates, error, isPending, onRetry, template, change }: TemplateStepProps) {
  const { data: infos = [], isPending: isListing } = useQuery(templatesQuery);
  const isLooking = isPending || isListing;
  const isOwn = template?.toml !== undefined;
  const others = infos.filter(({ recipe }) => !candidates.some((each) => each.recipe === recipe));
  const isOther = isOwn || others.some(({ recipe }) => recipe === template?.recipe);
  // Another template begins anew: corrections name columns and tables that it does not have.
  const choose = (recipe: string) => change({ recipe, toml: undefined, corrected: undefined });
  return (
    <Step number={2} id="template" title={<Trans>What is in the files?</Trans>}>
      {error && candidates.length === 0 ? <FailureState error={error} onRetry={onRetry} /> : null}
      {isLooking ? (
        <p className={classes.quiet} role="status">
          <Trans>Looking for a template that fits…</Trans>
        </p>
      ) : null}
      {candidates.length === 0 && !error && !isLooking ? (
        <p className={classes.quiet}>
          <Trans>No template knows these columns: choose one and match its columns, or use your own.</Trans>
        </p>
      ) : null}
      <fieldset className={classes.choices}>
        <legend className={classes.legend}>
          <Trans>Import template</Trans>
        </legend>
        {candidates.map((candidate, place) => (
          <Choice
            key={candidate.recipe}
            template={candidate}
            info={infos.find(({ recipe }) => recipe === candidate.recipe)}
            checked={!isOwn && template?.recipe === candidate.recipe}
            onChoose={() => choose(candidate.recipe)}
          >
            <Fit candidate={candidate} isBest={place === 0} />
          </Choice>
        ))}
        <details className={classes.others} open={isOther || (candidates.length === 0 && !isLooking) || undefined}>
          <summary>
            <IconChevronRight size={14} aria-hidden />
            <Trans>Another template</Trans>
          </summary>
          <div className={classes.choices}>
            {others.map((info) => (
              <Choice
                key={info.recipe}
                template={info}
                info={info}
                checked={!isOwn && template?.recipe === info.recipe}
                onChoose={() => choose(info.recipe)}
              />
            ))}
            <OwnTemplate
              checked={isOwn}
              toml={template?.toml ?? ""}
              onChange={(toml) => change({ toml, recipe: undefined, corrected: undefined })}
            />
          </div>
        </details>
      </fieldset>
    </Step>
  );
}

interface ChoiceProps {
  template: Pick<TemplateInfo, "recipe" | "title">;
  info: TemplateInfo | undefined;
  checked: boolean;
  onChoose(): void;
  children?: ReactNode;
}

function Choice({ template, info, checked, onChoose, children }: ChoiceProps) {
  const { i18n } = useLingui();
  const title = useTitle()(template);
  const events = info?.events.map((event) => eventLabel(event, i18n)).join(", ");
  return (
    <label className={classes.choice} data-checked={checked || undefined}>
      <input type="radio" name="template" checked={checked} onChange={onChoose} />
      <span className={classes.text}>
        <span className={classes.title}>{title}</span>
        {events ? <span className={classes.quiet}>{events}</span> : null}
        {info?.verified === false ? (
          <span className={classes.quiet}>
            <Trans>Written from the public documentation; not yet tried with a real export.</Trans>
          </span>
        ) : null}
      </span>
      {children}
    </label>
  );
}

/** How much of a template was found in the files. */
function Fit({ candidate, isBest }: { candidate: Candidate; isBest: boolean }) {
  const formats = useFormats();
  const { n_columns_wanted, is_whole } = candidate;
  const found = formats.number(candidate.n_columns_found);
  return (
    <span className={classes.fit} data-whole={is_whole || undefined}>
      {is_whole ? <IconCheck size={14} aria-hidden /> : null}
      <span>
        <Plural value={n_columns_wanted} one={`${found} of # column found`} other={`${found} of # columns found`} />
        {isBest ? (
          <>
            {" · "}
            <Trans>fits best</Trans>
          </>
        ) : null}
      </span>
    </span>
  );
}
