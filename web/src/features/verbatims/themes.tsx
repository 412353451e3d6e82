import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import type { VerbatimSummary } from "../../api/verbatims";
import { useFormats } from "../../lib/formats";
import { BlameRow } from "./blame-row";
import { ALARM_NAMES, POLARITY_NAMES } from "./names";
import { type VerbatimSearch, WITHOUT_THEME } from "./search";
import { useThemeNames } from "./use-theme-names";
import classes from "./verbatims.module.css";

const route = getRouteApi("/member/verbatims");
/** How many themes are shown at first. */
const SHOWN = 8;

/** How much is said of what, the most blamed first, and what must not wait. */
export function Themes({ summary }: { summary: VerbatimSummary }) {
  const formats = useFormats();
  const { i18n } = useLingui();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [showsAll, setShowsAll] = useState(false);
  const change = (next: Partial<VerbatimSearch>) =>
    void navigate({ search: (present) => ({ ...present, ...next }), replace: true, resetScroll: false });
  const { nameOf } = useThemeNames();
  const { n, n_without_theme, n_left_out, polarities, themes } = summary;
  const shown = showsAll ? themes : themes.slice(0, SHOWN);
  const told = polarities.map(
    ({ polarity, n: times }) => `${i18n._(POLARITY_NAMES[polarity])} ${formats.number(times)}`,
  );
  const list = told.join(" · ");
  const n_hidden = themes.length - shown.length;
  return (
    <section className={classes.section} aria-labelledby="themes">
      <h2 id="themes">
        <Trans>What they talk about</Trans>
      </h2>
      <p className={classes.quiet}>
        <Plural value={n} one="# text" other="# texts" /> ({list})
      </p>
      <Alarms summary={summary} />
      {shown.length > 0 ? (
        <ul className={classes.themes}>
          {shown.map((theme) => {
            const isChosen = search.theme === theme.theme && search.polarity === "negative";
            return (
              <BlameRow
                key={theme.theme}
                name={nameOf(theme.theme)}
                counted={theme}
                isChosen={isChosen}
                onChoose={() =>
                  change(
                    isChosen ? { theme: undefined, polarity: undefined } : { theme: theme.theme, polarity: "negative" },
                  )
                }
              />
            );
          })}
        </ul>
      ) : null}
      {n_hidden > 0 ? (
        <div>
          <Button variant="default" size="xs" onClick={() => setShowsAll(true)}>
            <Plural value={n_hidden} one="Show # more theme" other="Show # more themes" />
          </Button>
        </div>
      ) : null}
      <p className={classes.quiet}>
        <Trans>
          The themes that most texts blame come first. The bar is the part of the texts about a theme that blame it,
          with its 95 % interval.
        </Trans>{" "}
        <Link to="/verbatims" search={{ ...search, theme: WITHOUT_THEME, polarity: undefined }}>
          <Plural
            value={n_without_theme}
            one="# text is about no known theme."
            other="# texts are about no known theme."
          />
        </Link>{" "}
        <Link to="/verbatims/themes">
          <Trans>Change the themes</Trans>
        </Link>
        {n_left_out > 0 ? (
          <>
            {" "}
            <Plural value={n_left_out} one="# text more was not read." other="# texts more were not read." />
          </>
        ) : null}
      </p>
    </section>
  );
}

/** What must not wait: a click shows it. */
function Alarms({ summary }: { summary: VerbatimSummary }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const alarms = summary.alarms.filter(({ n }) => n > 0);
  if (alarms.length === 0) {
    return null;
  }
  return (
    <div className={classes.filters}>
      <span className={classes.quiet}>
        <Trans>Must not wait:</Trans>
      </span>
      {alarms.map(({ alarm, n }) => {
        const isChosen = search.alarm === alarm;
        return (
          <Button
            key={alarm}
            size="compact-xs"
            variant={isChosen ? "filled" : "default"}
            aria-pressed={isChosen}
            onClick={() => {
              const next = isChosen ? undefined : alarm;
              void navigate({ search: (present) => ({ ...present, alarm: next }), replace: true, resetScroll: false });
            }}
          >
            {i18n._(ALARM_NAMES[alarm])} {formats.number(n)}
          </Button>
        );
      })}
    </div>
  );
}
