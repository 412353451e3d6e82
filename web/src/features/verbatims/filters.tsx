import { useLingui } from "@lingui/react/macro";
import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { IconSearch } from "../../ui/icons";
import { ALARM_NAMES, POLARITY_NAMES } from "./names";
import { ALARMS, POLARITIES, type VerbatimSearch, WITHOUT_THEME, WORDS_LENGTH_MAX } from "./search";
import { useStepNames } from "./use-step-names";
import { useThemeNames } from "./use-theme-names";
import classes from "./verbatims.module.css";

const route = getRouteApi("/member/verbatims");
const TYPING_PAUSE_MS = 250;

/** Which texts are shown; the address holds it. */
export function Filters() {
  const { i18n, t } = useLingui();
  const { theme, polarity, alarm, step, search = "" } = route.useSearch();
  const { steps, nameOf } = useStepNames();
  const navigate = route.useNavigate();
  const [text, setText] = useState(search);
  const change = (next: Partial<VerbatimSearch>) =>
    void navigate({ search: (present) => ({ ...present, ...next }), replace: true, resetScroll: false });
  const send = useDebouncedCallback((words: string) => change({ search: words.trim() || undefined }), TYPING_PAUSE_MS);
  const { offered, nameOf: nameOfTheme } = useThemeNames();
  const isOffered = !theme || theme === WITHOUT_THEME || offered.some(({ id }) => id === theme);
  return (
    <div className={classes.filters}>
      <TextInput
        className={classes.grow}
        type="search"
        size="xs"
        value={text}
        aria-label={t`Search what was written`}
        placeholder={t`Search what was written`}
        maxLength={WORDS_LENGTH_MAX}
        leftSection={<IconSearch size={16} />}
        onChange={(event) => {
          setText(event.currentTarget.value);
          send(event.currentTarget.value);
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={t`Theme`}
        value={theme ?? ""}
        data={[
          { value: "", label: t`All themes` },
          { value: WITHOUT_THEME, label: t`No known theme` },
          ...(theme && !isOffered ? [{ value: theme, label: nameOfTheme(theme) }] : []),
          ...offered.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => change({ theme: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label={t`Sentiment`}
        value={polarity ?? ""}
        data={[
          { value: "", label: t`Any sentiment` },
          ...POLARITIES.map((each) => ({ value: each, label: i18n._(POLARITY_NAMES[each]) })),
        ]}
        onChange={(event) => change({ polarity: POLARITIES.find((each) => each === event.currentTarget.value) })}
      />
      <NativeSelect
        size="xs"
        aria-label={t`Step of the journey`}
        value={step ?? ""}
        data={[
          { value: "", label: t`All steps` },
          ...(step && !steps.some(({ id }) => id === step) ? [{ value: step, label: nameOf(step) }] : []),
          ...steps.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={(event) => change({ step: event.currentTarget.value || undefined })}
      />
      <NativeSelect
        size="xs"
        aria-label={t`What must not wait`}
        value={alarm ?? ""}
        data={[
          { value: "", label: t`Whether it can wait or not` },
          ...ALARMS.map((each) => ({ value: each, label: i18n._(ALARM_NAMES[each]) })),
        ]}
        onChange={(event) => change({ alarm: ALARMS.find((each) => each === event.currentTarget.value) })}
      />
    </div>
  );
}
