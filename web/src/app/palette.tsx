import { Trans, useLingui } from "@lingui/react/macro";
import { Loader } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Modal.layer.css";
import "@mantine/core/styles/ScrollArea.layer.css";
import "@mantine/spotlight/styles.layer.css";
import { useQueries } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { plainText } from "../lib/text";
import { IconSearch } from "../ui/icons";
import { manifests } from "./manifests";
import classes from "./palette.module.css";
import { useEntries } from "./use-entries";

const TYPING_PAUSE_MS = 200;
const SEARCH_LENGTH_MIN = 2;
const [store, actions] = createSpotlight();
const searches = manifests.flatMap((manifest) => manifest.searches);

interface PaletteProps {
  opened: boolean;
  onClose(): void;
}

/** Goes to any page, and finds what the features can search, from the keyboard. */
export default function Palette({ opened, onClose }: PaletteProps) {
  const { t } = useLingui();
  const [text, setText] = useState("");
  const { findings, searching } = useFindings(text);
  const pages = usePages(text);
  useEffect(() => (opened ? actions.open() : actions.close()), [opened]);
  return (
    <Spotlight.Root
      store={store}
      query={text}
      onQueryChange={setText}
      onSpotlightClose={onClose}
      shortcut={null}
      clearQueryOnClose
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.35 }}
      radius={10}
      classNames={{ actionsGroup: classes.group, content: classes.content }}
      attributes={{ content: { "aria-label": t`Search` } }}
    >
      <Spotlight.Search
        placeholder={t`Page, name, e-mail or identifier`}
        aria-label={t`Search`}
        classNames={{ input: classes.input }}
        leftSection={<IconSearch size={18} />}
        rightSection={searching ? <Loader size="xs" color="gray" /> : null}
      />
      <Spotlight.ActionsList>
        {pages.length > 0 ? <Spotlight.ActionsGroup label={t`Pages`}>{pages}</Spotlight.ActionsGroup> : null}
        {findings}
        {pages.length === 0 && findings.length === 0 ? (
          <Spotlight.Empty className={classes.empty}>
            {searching ? <Trans>Searching…</Trans> : <Trans>No result</Trans>}
          </Spotlight.Empty>
        ) : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

/** The pages whose name contains the text, whatever its case and accents. */
function usePages(text: string) {
  const { i18n } = useLingui();
  const router = useRouter();
  const wanted = plainText(text);
  return useEntries()
    .map((entry) => ({ ...entry, name: i18n._(entry.label) }))
    .filter((entry) => plainText(entry.name).includes(wanted))
    .map(({ to, name, icon: Icon }) => (
      <Spotlight.Action
        key={to}
        label={name}
        leftSection={<Icon size={18} stroke={1.7} />}
        onClick={() => void router.navigate({ to })}
      />
    ));
}

function useFindings(text: string) {
  const { i18n } = useLingui();
  const router = useRouter();
  const [settled] = useDebouncedValue(text.trim(), TYPING_PAUSE_MS);
  const enabled = settled.length >= SEARCH_LENGTH_MIN;
  const answers = useQueries({
    queries: searches.map((search, index) => ({
      queryKey: ["palette", index, settled],
      queryFn: ({ signal }: { signal: AbortSignal }) => search.find(settled, signal),
      enabled,
    })),
  });
  const findings = searches.flatMap((search, index) => {
    const found = answers[index]?.data ?? [];
    const group = (
      <Spotlight.ActionsGroup key={i18n._(search.heading)} label={i18n._(search.heading)}>
        {found.map((finding) => (
          <Spotlight.Action
            key={finding.id}
            label={finding.label}
            description={finding.description}
            onClick={() => void router.navigate({ to: finding.to })}
          />
        ))}
      </Spotlight.ActionsGroup>
    );
    return found.length > 0 ? [group] : [];
  });
  return { findings, searching: text.trim() !== settled || answers.some((answer) => answer.isFetching) };
}
