import { Trans, useLingui } from "@lingui/react/macro";
import { Autocomplete, Checkbox, NativeSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { vocabularyQuery } from "../../api/insights";
import type { SurveyDefinition, SurveyInPage, SurveyInvite } from "../../api/surveys";
import classes from "./surveys.module.css";

const HOURS_MAX = 2160;
const SECONDS_MAX = 600;
const DAYS_MAX = 3650;
const NAME_LENGTH_MAX = 200;
const SHOWN_MAX = 50;
/** What is offered first: a day after a parcel has come, and the same person once a quarter. */
const INVITE_AT_FIRST: SurveyInvite = { is_periodic: false, after: "Order Delivered", delay_hours: 24, again_days: 90 };
/** The same in a page: a while after it was opened. */
const IN_PAGE_AT_FIRST: SurveyInPage = { after: null, path: null, delay_seconds: 5, again_days: 90 };

interface AskingEditorProps {
  draft: SurveyDefinition;
  /** Whether letters can be sent at all. */
  hasMail: boolean;
  onChange(part: Partial<SurveyDefinition>): void;
}

/** Whom the survey asks by itself: by mail, and in pages. */
export default function AskingEditor({ draft, hasMail, onChange }: AskingEditorProps) {
  return (
    <>
      <InviteEditor invite={draft.invite} hasMail={hasMail} onChange={(invite) => onChange({ invite })} />
      <InPageEditor inPage={draft.in_page} onChange={(in_page) => onChange({ in_page })} />
    </>
  );
}

interface InviteEditorProps {
  invite: SurveyInvite | null;
  hasMail: boolean;
  onChange(invite: SurveyInvite | null): void;
}

function InviteEditor({ invite, hasMail, onChange }: InviteEditorProps) {
  const { t } = useLingui();
  const isPeriodic = invite?.is_periodic ?? false;
  return (
    <fieldset className={classes.question}>
      <legend>
        <Trans>Ask by e-mail</Trans>
      </legend>
      <Checkbox
        size="xs"
        label={t`Write to customers`}
        checked={invite !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? INVITE_AT_FIRST : null)}
      />
      {invite ? (
        <>
          <NativeSelect
            label={t`When somebody is written to`}
            value={isPeriodic ? "periodic" : "after"}
            data={[
              { value: "after", label: t`After an event` },
              { value: "periodic", label: t`Regularly, each person on a day of their own` },
            ]}
            onChange={(event) => {
              const is_periodic = event.currentTarget.value === "periodic";
              onChange({ ...invite, is_periodic, after: is_periodic ? null : INVITE_AT_FIRST.after });
            }}
          />
          <EventField
            label={isPeriodic ? t`Those who did this in between (empty: anything)` : t`After this event`}
            value={invite.after}
            onChange={(after) => onChange({ ...invite, after })}
          />
          {isPeriodic ? null : (
            <NumberInput
              label={t`How many hours later`}
              min={0}
              max={HOURS_MAX}
              allowDecimal={false}
              value={invite.delay_hours}
              onChange={(hours) => onChange({ ...invite, delay_hours: Number(hours) || 0 })}
            />
          )}
          <DaysField
            label={isPeriodic ? t`Every how many days` : t`How many days the same person is not asked this again`}
            value={invite.again_days}
            onChange={(again_days) => onChange({ ...invite, again_days })}
          />
          <p className={classes.quiet}>
            <Trans>
              The letter holds the first question with its scale. A click on it fills the form in; only what is sent
              from there counts. Whoever unsubscribed, has no address or was asked lately is not written to.
            </Trans>
          </p>
          {hasMail ? null : (
            <p className={classes.words}>
              <Trans>Mail is not set up yet: until then nobody is written to.</Trans>
            </p>
          )}
        </>
      ) : null}
    </fieldset>
  );
}

interface InPageEditorProps {
  inPage: SurveyInPage | null;
  onChange(inPage: SurveyInPage | null): void;
}

function InPageEditor({ inPage, onChange }: InPageEditorProps) {
  const { t } = useLingui();
  return (
    <fieldset className={classes.question}>
      <legend>
        <Trans>Ask in your pages</Trans>
      </legend>
      <Checkbox
        size="xs"
        label={t`Show a box in a corner of the page`}
        checked={inPage !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? IN_PAGE_AT_FIRST : null)}
      />
      {inPage ? (
        <>
          <EventField
            label={t`After this event of the page (empty: when it is opened)`}
            value={inPage.after}
            onChange={(after) => onChange({ ...inPage, after })}
          />
          <TextInput
            label={t`Only on pages whose address contains (optional)`}
            placeholder="/cart"
            value={inPage.path ?? ""}
            maxLength={NAME_LENGTH_MAX}
            onChange={(event) => onChange({ ...inPage, path: event.currentTarget.value || null })}
          />
          <NumberInput
            label={t`How many seconds later`}
            min={0}
            max={SECONDS_MAX}
            allowDecimal={false}
            value={inPage.delay_seconds}
            onChange={(seconds) => onChange({ ...inPage, delay_seconds: Number(seconds) || 0 })}
          />
          <DaysField
            label={t`How many days the same visitor is not asked this again`}
            value={inPage.again_days}
            onChange={(again_days) => onChange({ ...inPage, again_days })}
          />
          <p className={classes.quiet}>
            <Trans>
              Your pages need one line, which the page of the survey shows once it is open. The box moves nothing and
              takes no focus; whoever closes it is left in peace.
            </Trans>
          </p>
        </>
      ) : null}
    </fieldset>
  );
}

interface EventFieldProps {
  label: string;
  value: string | null;
  onChange(value: string | null): void;
}

function EventField({ label, value, onChange }: EventFieldProps) {
  const { data: vocabulary } = useQuery(vocabularyQuery);
  const known = vocabulary?.events.map(({ name }) => name).filter((name) => !name.startsWith("Survey ")) ?? [];
  return (
    <Autocomplete
      label={label}
      data={[...new Set(known)]}
      limit={SHOWN_MAX}
      maxLength={NAME_LENGTH_MAX}
      value={value ?? ""}
      onChange={(next) => onChange(next || null)}
    />
  );
}

interface DaysFieldProps {
  label: string;
  value: number;
  onChange(value: number): void;
}

function DaysField({ label, value, onChange }: DaysFieldProps) {
  return (
    <NumberInput
      label={label}
      min={1}
      max={DAYS_MAX}
      allowDecimal={false}
      value={value}
      onChange={(days) => onChange(Number(days) || 1)}
    />
  );
}
