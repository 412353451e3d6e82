import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { useRef } from "react";
import { TOML_LENGTH_MAX } from "./draft";
import classes from "./template-step.module.css";

interface OwnTemplateProps {
  checked: boolean;
  toml: string;
  onChange(toml: string): void;
}

/** One's own template: its text, or a file that holds it. */
export function OwnTemplate({ checked, toml, onChange }: OwnTemplateProps) {
  const { t } = useLingui();
  const input = useRef<HTMLInputElement>(null);
  async function read(file: File | undefined) {
    // What is longer is no template; reading it would only take memory.
    if (file && file.size <= TOML_LENGTH_MAX) {
      onChange(await file.text());
    }
  }
  return (
    <div className={classes.choice} data-checked={checked || undefined}>
      <input
        id="own-template"
        type="radio"
        name="template"
        checked={checked}
        onChange={() => onChange(toml)}
        aria-describedby="own-template-words"
      />
      <label className={classes.text} htmlFor="own-template">
        <span className={classes.title}>
          <Trans>My own template</Trans>
        </span>
        <span className={classes.quiet} id="own-template-words">
          <Trans>A TOML file that says which columns become which events; the same as at the command line.</Trans>
        </span>
      </label>
      {checked ? (
        <div className={classes.own}>
          <textarea
            aria-label={t`Text of the template`}
            spellCheck={false}
            maxLength={TOML_LENGTH_MAX}
            value={toml}
            onChange={({ currentTarget }) => onChange(currentTarget.value)}
          />
          <div>
            <Button variant="default" size="xs" onClick={() => input.current?.click()}>
              <Trans>Choose a TOML file</Trans>
            </Button>
          </div>
          <input
            ref={input}
            type="file"
            accept=".toml"
            hidden
            onChange={({ currentTarget }) => {
              void read(currentTarget.files?.[0]);
              currentTarget.value = "";
            }}
          />
        </div>
      ) : null}
    </div>
  );
}
