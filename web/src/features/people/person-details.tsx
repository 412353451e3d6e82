import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useMediaQuery } from "@mantine/hooks";
import type { ReactNode } from "react";
import type { Person } from "../../api/people";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { Fact } from "../../ui/facts";
import { IconChevronRight } from "../../ui/icons";
import { attributeName, attributeValue } from "./attributes";
import classes from "./person-details.module.css";

const TEXT_LENGTH_MAX = 200;

const IDENTIFIER_NAMES: Record<Person["identifiers"][number]["kind"], MessageDescriptor> = {
  user_id: msg`Customer number`,
  email: msg`E-mail`,
  phone: msg`Phone`,
  anonymous_id: msg`Browser or device`,
};

/** The identifiers and attributes of a person; folded away on phones, where the history matters more. */
export function PersonDetails({ person }: { person: Person }) {
  const { i18n } = useLingui();
  const formats = useFormats();
  return (
    <>
      <Group id="identifiers" name={<Trans>Identifiers</Trans>} n_entries={person.identifiers.length}>
        {person.identifiers.map(({ kind, value }) => (
          <Entry key={`${kind} ${value}`} name={i18n._(IDENTIFIER_NAMES[kind])} value={value} />
        ))}
      </Group>
      <Group id="attributes" name={<Trans>Attributes</Trans>} n_entries={person.traits.length}>
        {person.traits.map(({ name, value, updated_ms }) => (
          <Entry
            key={name}
            name={attributeName(name, i18n)}
            value={attributeValue(name, value, i18n)}
            title={formats.dateTime(updated_ms)}
          />
        ))}
      </Group>
    </>
  );
}

interface GroupProps {
  id: string;
  name: ReactNode;
  n_entries: number;
  children: ReactNode;
}

function Group({ id, name, n_entries, children }: GroupProps) {
  const narrow = useMediaQuery("(max-width: 56em)", undefined, { getInitialValueInEffect: false });
  const formats = useFormats();
  if (n_entries === 0) {
    return null;
  }
  return (
    <details className={classes.group} open={!narrow} key={narrow ? "narrow" : "wide"}>
      <summary>
        <IconChevronRight size={14} aria-hidden />
        <h2 id={id}>{name}</h2>
        <span className={classes.count}>{formats.number(n_entries)}</span>
      </summary>
      <dl aria-labelledby={id}>{children}</dl>
    </details>
  );
}

function Entry({ name, value, title }: { name: string; value: string; title?: string }) {
  return (
    <Fact name={<bdi>{oneLine(name, TEXT_LENGTH_MAX)}</bdi>} value={oneLine(value, TEXT_LENGTH_MAX)} title={title} />
  );
}
