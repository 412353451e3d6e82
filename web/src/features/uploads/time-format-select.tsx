import { useLingui } from "@lingui/react/macro";
import { NativeSelect } from "@mantine/core";
import { exampleOfAll, TIME_FORMAT_CHOICES, timeFormatsKey } from "./time-formats";

interface TimeFormatSelectProps {
  /** What the template says; absent, the way is recognised. */
  formats: string[] | undefined;
  recognised: readonly string[];
  /** It must be chosen before the file can be used. */
  isFaulty: boolean;
  onChange(formats: string[] | undefined): void;
}

/** How dates are written, chosen by an example. */
export function TimeFormatSelect({ formats, recognised, isFaulty, onChange }: TimeFormatSelectProps) {
  const { i18n, t } = useLingui();
  const example = exampleOfAll(recognised);
  const key = timeFormatsKey(formats);
  const choices = TIME_FORMAT_CHOICES.map((choice) => ({
    value: timeFormatsKey(choice.formats),
    formats: choice.formats,
    label: `${exampleOfAll(choice.formats)} (${i18n._(choice.order)})`,
  }));
  // What a template of one's own says may be none of the usual ways.
  const own =
    formats && !choices.some(({ value }) => value === key) ? [{ value: key, label: exampleOfAll(formats) }] : [];
  function choose(value: string) {
    const chosen = choices.find((choice) => choice.value === value);
    onChange(chosen ? [...chosen.formats] : undefined);
  }
  return (
    <NativeSelect
      size="xs"
      label={t`Dates`}
      error={isFaulty}
      value={key}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={[
        { value: "", label: formats || !example ? t`Automatic` : t`Automatic: ${example}` },
        ...own,
        ...choices.map(({ value, label }) => ({ value, label })),
      ]}
    />
  );
}
