import { Plural } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import type { VerbatimSummary } from "../../api/verbatims";
import { useFormats } from "../../lib/formats";
import classes from "./verbatims.module.css";

/** Below this base no share is shown. */
export const HIDDEN_BELOW = 5;

interface BlameRowProps {
  name: string;
  counted: Pick<VerbatimSummary["themes"][number], "n" | "negative" | "low" | "high">;
  /** Whether only the texts that blame it are shown. */
  isChosen: boolean;
  onChoose(): void;
}

/** Which part of the texts about something blame it; a click shows these. */
export function BlameRow({ name, counted, isChosen, onChoose }: BlameRowProps) {
  const formats = useFormats();
  const { n, negative } = counted;
  const percent = (share: number) => formats.percent(share / 100);
  const [share, low, high] = [percent(negative), percent(counted.low), percent(counted.high)];
  return (
    <li>
      <Button size="compact-xs" variant={isChosen ? "filled" : "default"} aria-pressed={isChosen} onClick={onChoose}>
        {name}
      </Button>
      <span className={classes.bar} aria-hidden>
        {n < HIDDEN_BELOW ? null : (
          <>
            <span className={classes.share} style={{ inlineSize: `${negative}%` }} />
            <span
              className={classes.range}
              style={{ insetInlineStart: `${counted.low}%`, inlineSize: `${counted.high - counted.low}%` }}
            />
          </>
        )}
      </span>
      <span className={classes.quiet}>
        {n < HIDDEN_BELOW ? (
          <Plural value={n} one="# text: too few to say anything" other="# texts: too few to say anything" />
        ) : (
          <Plural
            value={n}
            one={`${share} blame it (between ${low} and ${high}; base: # text)`}
            other={`${share} blame it (between ${low} and ${high}; base: # texts)`}
          />
        )}
      </span>
    </li>
  );
}
