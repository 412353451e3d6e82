import { Trans, useLingui } from "@lingui/react/macro";
import type { Quarantined } from "../../api/live-events";
import { useFormats } from "../../lib/formats";
import { jsonText, oneLine } from "../../lib/text";
import { CodeBlock } from "../../ui/code-block";
import { ReasonLine } from "./reason-line";
import classes from "./set-aside-page.module.css";

const TEXT_LENGTH_MAX = 80;
const ITEM_LENGTH_MAX = 40_000;

/** One thing that was set aside: why, and what was sent. */
export function SetAsideRow({ item, name }: { item: Quarantined; name: string }) {
  const { t } = useLingui();
  const formats = useFormats();
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <time dateTime={new Date(item.received_ms).toISOString()} title={formats.dateTimeSecond(item.received_ms)}>
          {formats.dateTime(item.received_ms)}
        </time>
        <span className={classes.name}>
          <bdi>{oneLine(eventName(item.item), TEXT_LENGTH_MAX) || t`Unknown event`}</bdi>
        </span>
        <span className={classes.source}>
          <bdi>{oneLine(name, TEXT_LENGTH_MAX)}</bdi>
        </span>
      </div>
      <ReasonLine code={item.reason} message={null} field={null} hint={null} />
      <details className={classes.item}>
        <summary>
          <Trans>What was sent</Trans>
        </summary>
        <CodeBlock code={jsonText(item.item, ITEM_LENGTH_MAX)} label={t`What was sent`} />
      </details>
    </li>
  );
}

/** The name of the event where what was sent has one. */
function eventName(item: unknown): string {
  const name = typeof item === "object" && item !== null && "event" in item ? item.event : undefined;
  return typeof name === "string" ? name : "";
}
