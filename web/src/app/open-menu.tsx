import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { closeSession } from "../api/session";
import { LANGUAGE_NAMES, LANGUAGES, type Language, switchLanguage } from "../lib/language";
import { IconLogout } from "../ui/icons";

const SCHEMES: readonly { value: MantineColorScheme; label: MessageDescriptor }[] = [
  { value: "light", label: msg`Light` },
  { value: "dark", label: msg`Dark` },
  { value: "auto", label: msg`As on this device` },
];

/** The menu behind its button, open: it is fetched when somebody first wants it. */
export function OpenMenu({ target }: { target: ReactNode }) {
  const { i18n } = useLingui();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return (
    <Menu position="top-start" width={212} withinPortal shadow="md" defaultOpened>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <Trans>Language</Trans>
        </Menu.Label>
        <Menu.RadioGroup value={i18n.locale} onChange={(language) => void switchLanguage(language as Language)}>
          {LANGUAGES.map((language) => (
            <Menu.RadioItem key={language} value={language} lang={language}>
              {LANGUAGE_NAMES[language]}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Label>
          <Trans>Appearance</Trans>
        </Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
          {SCHEMES.map(({ value, label }) => (
            <Menu.RadioItem key={value} value={value}>
              {i18n._(label)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => void signOut()}>
          <Trans>Sign out</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Leaves even when the server does not answer: what this browser remembers is forgotten first. */
function useSignOut() {
  const router = useRouter();
  const queryClient = useQueryClient();
  return async () => {
    await closeSession().catch(() => undefined);
    queryClient.clear();
    await router.navigate({ to: "/sign-in" });
  };
}
