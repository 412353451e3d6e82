import { Trans, useLingui } from "@lingui/react/macro";
import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useId } from "react";
import { faultField } from "../../api/failure";
import { changeProject, type ProjectSettings, projectQuery, type Tax } from "../../api/project";
import { sessionQuery } from "../../api/session";
import { IconCircleCheck } from "../../ui/icons";
import { RefusalWords } from "../../ui/refusal-words";
import classes from "./project-page.module.css";

const TITLE_LENGTH_MAX = 100;
const CURRENCY_LENGTH = 3;
const ACTIVE_DAYS_MIN = 7;
const ACTIVE_DAYS_MAX = 1826;

/** What the project says of itself, to be read by all and changed by owners. */
export function ProjectForm({ project }: { project: ProjectSettings }) {
  const { t } = useLingui();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const isOwner = session?.member.role === "owner";
  const change = useChange();
  const field = faultField(change.error);
  const words = change.error ? <RefusalWords error={change.error} /> : undefined;
  const atField = (name: string) => (field === name ? words : undefined);
  const isElsewhere = words && !["title", "timezone", "currency", "tax", "active_days"].includes(field ?? "");
  return (
    <form className={classes.form} onSubmit={(event) => change.mutate(read(event))} noValidate>
      <TextInput
        name="title"
        label={t`Name of the project`}
        description={t`As your company is called. It stands above the menu.`}
        defaultValue={project.title}
        maxLength={TITLE_LENGTH_MAX}
        readOnly={!isOwner}
        error={atField("title")}
      />
      <Suggesting names={zones()}>
        {(list) => (
          <TextInput
            name="timezone"
            label={t`Time zone`}
            description={t`In which days and hours are counted and shown.`}
            defaultValue={project.timezone}
            list={list}
            readOnly={!isOwner}
            autoComplete="off"
            error={atField("timezone")}
          />
        )}
      </Suggesting>
      <Suggesting names={currencies()}>
        {(list) => (
          <TextInput
            name="currency"
            label={t`Currency`}
            description={t`Three letters. In which amounts are added up; amounts in other currencies are kept apart.`}
            defaultValue={project.currency ?? ""}
            list={list}
            maxLength={CURRENCY_LENGTH}
            readOnly={!isOwner}
            autoComplete="off"
            error={atField("currency")}
          />
        )}
      </Suggesting>
      <NativeSelect
        name="tax"
        label={t`Tax in amounts`}
        description={t`Said beside amounts. It changes no figure.`}
        defaultValue={project.tax ?? ""}
        disabled={!isOwner}
        data={[
          { value: "", label: t`Not said` },
          { value: "tax_included", label: t`Amounts include tax (incl. tax)` },
          { value: "tax_excluded", label: t`Amounts are without tax (excl. tax)` },
        ]}
        error={atField("tax")}
      />
      {project.tax === null ? (
        <p className={classes.hint}>
          <Trans>Until it is said whether amounts include tax, pages show them without a word about it.</Trans>
        </p>
      ) : null}
      <TextInput
        name="active_days"
        type="number"
        label={t`Days a customer stays active`}
        description={t`After an order, until the next one is missed. Churn, retention and active customers count by it.`}
        defaultValue={project.active_days}
        min={ACTIVE_DAYS_MIN}
        max={ACTIVE_DAYS_MAX}
        readOnly={!isOwner}
        error={atField("active_days")}
      />
      {isElsewhere ? (
        <p className={classes.error} role="alert">
          {words}
        </p>
      ) : null}
      {isOwner ? (
        <div className={classes.foot}>
          <Button type="submit" loading={change.isPending}>
            <Trans>Save</Trans>
          </Button>
          <span role="status" className={classes.done}>
            {change.isSuccess ? (
              <>
                <IconCircleCheck size={16} aria-hidden />
                <Trans>Saved. Every page uses it from now on.</Trans>
              </>
            ) : null}
          </span>
        </div>
      ) : (
        <p>
          <Trans>Only an owner of the project can change this.</Trans>
        </p>
      )}
    </form>
  );
}

/** A field with names to choose from, and free entry. */
function Suggesting({ names, children }: { names: readonly string[]; children(list: string): ReactNode }) {
  const id = useId();
  return (
    <div>
      {children(id)}
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </div>
  );
}

/** Saves, and asks for everything again: days and sums may be others now. */
function useChange() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: changeProject,
    onSuccess: (project) => {
      queryClient.setQueryData(projectQuery.queryKey, project);
      return queryClient.invalidateQueries();
    },
  });
}

function read(event: FormEvent<HTMLFormElement>) {
  event.preventDefault();
  const form = new FormData(event.currentTarget);
  const text = (name: string) => String(form.get(name) ?? "").trim();
  return {
    title: text("title"),
    timezone: text("timezone"),
    currency: text("currency") || null,
    tax: (text("tax") || null) as Tax | null,
    // What is no whole number is refused by the server, at its field.
    active_days: Number(text("active_days")),
  };
}

function zones(): string[] {
  return ["UTC", ...Intl.supportedValuesOf("timeZone")];
}

function currencies(): string[] {
  return Intl.supportedValuesOf("currency");
}
