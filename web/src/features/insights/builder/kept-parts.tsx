import { Trans, useLingui } from "@lingui/react/macro";
import { jsonText, oneLine } from "../../../lib/text";
import { pathName } from "../model/part-path";
import type { Part } from "../model/reader";
import classes from "./builder.module.css";
import { FaultLine, RemoveButton, Section } from "./parts";

const PATH_LENGTH_MAX = 120;
const CODE_LENGTH_MAX = 1000;

interface KeptPartsProps {
  parts: readonly Part[];
  onRemove(part: Part): void;
}

/** What is asked too, and has no field here: it stays as it is until it is removed. */
export function KeptParts({ parts, onRemove }: KeptPartsProps) {
  const { t } = useLingui();
  if (parts.length === 0) {
    return null;
  }
  return (
    <Section title={<Trans>Also asked, not changeable here</Trans>}>
      {parts.map((part) => {
        const path = pathName(part.path);
        const name = oneLine(path, PATH_LENGTH_MAX);
        return (
          <div key={path} className={classes.row}>
            <span className={classes.kept}>
              <code>
                {name}: {jsonText(part.value, CODE_LENGTH_MAX)}
              </code>
              <FaultLine field={path} />
            </span>
            <RemoveButton label={t`Remove ${name}`} onClick={() => onRemove(part)} />
          </div>
        );
      })}
    </Section>
  );
}
