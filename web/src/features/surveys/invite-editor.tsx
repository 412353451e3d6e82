import { Trans, useLingui } from "@lingui/react/macro";
import { Autocomplete, Checkbox, NumberInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { vocabularyQuery } from "../../api/insights";
import type { SurveyInvite } from "../../api/surveys";
import classes from "./surveys.module.css";

const HOURS_MAX = 2160;
const DAYS_MAX = 3650;
const EVENT_LENGTH_MAX = 200;
const SHOWN_MAX = 50;
/** What is offered first: a day after a parcel has come, and the same person once a quarter. */
const AT_FIRST: SurveyInvite = { after: "Order Delivered", delay_hours: 24, again_days: 90 };

interface InviteEditorProps {
  invite: SurveyInvite | null;
  /** Whether letters can be sent at all. */
  hasMail: boolean;
  onChange(invite: SurveyInvite | null): void;
}

/** Who is asked by mail: after which event, how much later, and how long the same person is left in peace. */
export default function InviteEditor({ invite, hasMail, onChange }: InviteEditorProps) {
  const { t } = useLingui();
  const { data: vocabulary } = useQuery(vocabularyQuery);
  const known = vocabulary?.events.map(({ name }) => name).filter((name) => !name.startsWith("Survey ")) ?? [];
  return (
    <fieldset className={classes.question}>
      <legend>
        <Trans>Ask by e-mail</Trans>
      </legend>
      <Checkbox
        size="xs"
        label={t`Write to customers after an event`}
        checked={invite !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? AT_FIRST : null)}
      />
      {invite ? (
        <>
          <Autocomplete
            label={t`After this event`}
            data={[...new Set(known)]}
            limit={SHOWN_MAX}
            maxLength={EVENT_LENGTH_MAX}
            value={invite.after}
            onChange={(after) => onChange({ ...invite, after })}
          />
          <NumberInput
            label={t`How many hours later`}
            min={0}
            max={HOURS_MAX}
            allowDecimal={false}
            value={invite.delay_hours}
            onChange={(hours) => onChange({ ...invite, delay_hours: Number(hours) || 0 })}
          />
          <NumberInput
            label={t`How many days the same person is not asked this again`}
            min={1}
            max={DAYS_MAX}
            allowDecimal={false}
            value={invite.again_days}
            onChange={(days) => onChange({ ...invite, again_days: Number(days) || 1 })}
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
