import { Trans, useLingui } from "@lingui/react/macro";
import { Radio, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { vocabularyQuery } from "../../api/insights";
import classes from "../../ui/dialog.module.css";
import { knownValues, LIMITS, type Limits } from "./scopes";

const VALUES_MAX = 1000;

interface ScopeFieldProps {
  /** Whether the member sees a part only. */
  isLimited: boolean;
  limits: Limits;
  error: ReactNode;
  onSwitch(isLimited: boolean): void;
  onChange(limits: Limits): void;
}

/** What a member may see: everything, or the events of some stores, regions and brands. */
export function ScopeField({ isLimited, limits, error, onSwitch, onChange }: ScopeFieldProps) {
  const { i18n, t } = useLingui();
  const { data: vocabulary } = useQuery(vocabularyQuery);
  return (
    <div className={classes.group}>
      <Radio.Group
        label={t`Scope`}
        value={isLimited ? "part" : "all"}
        onChange={(value) => onSwitch(value === "part")}
        error={error}
      >
        <div className={classes.choices}>
          <Radio value="all" label={t`The whole project`} />
          <Radio value="part" label={t`Only some stores, regions or brands`} />
        </div>
      </Radio.Group>
      {isLimited ? (
        <>
          {LIMITS.map(({ part, property, label }) => (
            <TagsInput
              key={part}
              label={i18n._(label)}
              data={knownValues(vocabulary, property)}
              value={limits[part]}
              onChange={(values) => onChange({ ...limits, [part]: values })}
              maxTags={VALUES_MAX}
              maxDropdownHeight={200}
              acceptValueOnBlur
              // Within the dialog, of which the list is a part for those who cannot see it.
              comboboxProps={{ withinPortal: false }}
            />
          ))}
          <p className={classes.quiet}>
            <Trans>
              Choose from the list, or type a value as the events have it and press Enter. Who is limited sees only
              events that name one of these; what is left empty does not limit.
            </Trans>
          </p>
        </>
      ) : null}
    </div>
  );
}
