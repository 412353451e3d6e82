import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { closeSession, type Session, sessionQuery } from "../api/session";
import { LANGUAGE_NAMES, LANGUAGES, type Language, switchLanguage } from "../lib/language";
import { IconLogout, IconSelector } from "../ui/icons";
import classes from "./member-menu.module.css";

const ROLES: Record<Session["member"]["role"], MessageDescriptor> = {
  owner: msg`Owner`,
  editor: msg`Editor`,
  viewer: msg`Viewer`,
};

const SCHEMES: readonly { value: MantineColorScheme; label: MessageDescriptor }[] = [
  { value: "light", label: msg`Light` },
  { value: "dark", label: msg`Dark` },
  { value: "auto", label: msg`As on this device` },
];

/** Who is signed in; behind it the language, the appearance and the way out. */
export function MemberMenu() {
  const { i18n, t } = useLingui();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  if (!session) {
    return null;
  }
  const { member } = session;
  return (
    <Menu position="top-start" width={212} withinPortal shadow="md">
      <Menu.Target>
        <button type="button" className={classes.target} aria-label={t`Your menu`}>
          <span className={classes.initial} aria-hidden>
            {(member.name || member.email).slice(0, 1).toUpperCase()}
          </span>
          <span className={classes.who}>
            <bdi>{member.name || member.email}</bdi>
            <small>{i18n._(ROLES[member.role])}</small>
          </span>
          <IconSelector size={16} aria-hidden />
        </button>
      </Menu.Target>
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
