import { Trans, useLingui } from "@lingui/react/macro";
import { Button, CloseButton, Kbd, Menu, NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { type PersonSort, peopleCsvAddress } from "../../api/people";
import { IconColumns3, IconDownload, IconSearch } from "../../ui/icons";
import { COLUMN_NAMES } from "./columns";
import classes from "./list-tools.module.css";
import {
  COLUMNS,
  type ColumnId,
  type ListSearch,
  parseListSearch,
  peopleFilter,
  SORT_AT_FIRST,
  shownColumns,
  toggledColumns,
} from "./search";

const TYPING_PAUSE_MS = 250;

interface ListToolsProps {
  search: ListSearch;
  narrow: boolean;
}

/** The search, the choice of columns (on phones: of the order) and the export. */
export function ListTools({ search, narrow }: ListToolsProps) {
  return (
    <div className={classes.tools}>
      <SearchField search={search.search ?? ""} />
      {narrow ? <SortChoice search={search} /> : <ColumnChoice search={search} />}
      <Button
        component="a"
        href={peopleCsvAddress(peopleFilter(search))}
        download
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        <Trans>Export</Trans>
      </Button>
    </div>
  );
}

/** Changes a part of the state of the list; the pages start again. */
function useChangeSearch() {
  const navigate = useNavigate();
  return (change: Partial<ListSearch> | ((present: ListSearch) => Partial<ListSearch>)) =>
    void navigate({
      to: "/customers",
      search: (present) => ({
        ...present,
        ...(typeof change === "function" ? change(present) : change),
        pages: undefined,
      }),
      replace: true,
      resetScroll: false,
    });
}

function SearchField({ search }: { search: string }) {
  const { t } = useLingui();
  const [text, setText] = useState(search);
  const field = useRef<HTMLInputElement>(null);
  const changeSearch = useChangeSearch();
  const sent = useRef(search);
  const send = useDebouncedCallback((value: string) => {
    sent.current = value.trim();
    changeSearch({ search: value.trim() || undefined });
  }, TYPING_PAUSE_MS);
  useHotkeys([["/", () => field.current?.focus()]]);
  useEffect(() => {
    // The address changed by other means than this field (back, a link): the field follows.
    if (search !== sent.current) {
      sent.current = search;
      setText(search);
    }
  }, [search]);
  function change(value: string) {
    setText(value);
    send(value);
  }
  return (
    <TextInput
      ref={field}
      className={classes.search}
      type="search"
      size="xs"
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      placeholder={t`Name, e-mail or identifier`}
      aria-label={t`Search the customers`}
      maxLength={100}
      leftSection={<IconSearch size={16} />}
      rightSection={
        text ? (
          <CloseButton size="xs" onClick={() => change("")} aria-label={t`Clear the search`} />
        ) : (
          <Kbd className={classes.key} aria-hidden>
            /
          </Kbd>
        )
      }
    />
  );
}

function ColumnChoice({ search }: { search: ListSearch }) {
  const { i18n } = useLingui();
  const changeSearch = useChangeSearch();
  const shown = shownColumns(search);
  // Who is quick chooses the next column before the first one is drawn: what counts is the address as it is by then.
  const toggle = (id: ColumnId) => changeSearch((present) => ({ columns: toggledColumns(present, id) }));
  return (
    <Menu position="bottom-end" width={200} shadow="md">
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns3 size={16} aria-hidden />}>
          <Trans>Columns</Trans>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {COLUMNS.filter((id) => id !== "name").map((id) => (
          <Menu.CheckboxItem key={id} checked={shown.includes(id)} onChange={() => toggle(id)}>
            {i18n._(COLUMN_NAMES[id])}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function SortChoice({ search }: { search: ListSearch }) {
  const { t } = useLingui();
  const changeSearch = useChangeSearch();
  const choices: { value: PersonSort; label: string }[] = [
    { value: "-last_seen", label: t`Last seen first` },
    { value: "-first_seen", label: t`Newest first` },
    { value: "-revenue", label: t`Highest revenue first` },
    { value: "-orders", label: t`Most orders first` },
    { value: "name", label: t`Name, A to Z` },
  ];
  return (
    <NativeSelect
      size="xs"
      className={classes.sort}
      aria-label={t`Sort by`}
      value={search.sort ?? SORT_AT_FIRST}
      data={choices}
      onChange={(event) => changeSearch({ sort: parseListSearch({ sort: event.currentTarget.value }).sort })}
    />
  );
}
