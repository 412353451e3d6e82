import { Trans, useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import type { Preview, Template } from "../../api/uploads";
import { type CommonCorrection, correctAll } from "./corrections";
import classes from "./reading-options.module.css";

const NAME_LENGTH_MAX = 60;
const ZONES = Intl.supportedValuesOf("timeZone");
const CURRENCIES = Intl.supportedValuesOf("currency");

/** Mantine writes descriptions of small fields too small to be read. */
const DESCRIPTION = { description: classes.description ?? "" };

interface CommonOptionsProps {
  template: Template;
  preview: Preview;
  correct(template: Template): void;
}

/** What holds for all files: the time zone, the currency, and the name that tells this shop from another. */
export function CommonOptions({ template, preview, correct }: CommonOptionsProps) {
  const { i18n, t } = useLingui();
  const change = (part: CommonCorrection) => correct(correctAll(template, part));
  const names = new Intl.DisplayNames(i18n.locale, { type: "currency" });
  const zone = preview.timezone;
  const currency = preview.currency ?? t`none`;
  return (
    <section className={classes.options}>
      <h3>
        <Trans>For all files</Trans>
      </h3>
      <div className={classes.grid}>
        <NativeSelect
          size="xs"
          label={t`Time zone`}
          classNames={DESCRIPTION}
          description={t`Of dates that name none.`}
          value={template.timezone ?? ""}
          onChange={({ currentTarget }) => change({ timezone: currentTarget.value || undefined })}
          data={[
            { value: "", label: template.timezone ? t`Automatic` : t`Automatic: ${zone}` },
            ...(ZONES.includes("UTC") ? ZONES : ["UTC", ...ZONES]),
          ]}
        />
        <NativeSelect
          size="xs"
          label={t`Currency`}
          classNames={DESCRIPTION}
          description={t`Of amounts that name none.`}
          value={template.currency ?? ""}
          onChange={({ currentTarget }) => change({ currency: currentTarget.value || undefined })}
          data={[
            { value: "", label: template.currency ? t`Automatic` : t`Automatic: ${currency}` },
            ...CURRENCIES.map((code) => ({ value: code, label: `${code} – ${names.of(code) ?? code}` })),
          ]}
        />
        <TextInput
          size="xs"
          label={t`Name of the origin (optional)`}
          classNames={DESCRIPTION}
          description={t`Tells a second shop with the same numbers apart. Use it again next time.`}
          maxLength={NAME_LENGTH_MAX}
          autoComplete="off"
          value={template.name ?? ""}
          onChange={({ currentTarget }) => change({ name: currentTarget.value || undefined })}
        />
      </div>
    </section>
  );
}
