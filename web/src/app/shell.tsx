import { Trans, useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import { useDisclosure, useHotkeys, useMediaQuery } from "@mantine/hooks";
import { Outlet, useRouter } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { IconMenu2, IconSearch } from "../ui/icons";
import { BrandName } from "./brand-name";
import { Navigation } from "./navigation";
import classes from "./shell.module.css";

const Palette = lazy(() => import("./palette"));
const PhoneMenu = lazy(() => import("./phone-menu"));

/** The frame around the pages of members: the menu, the palette, and a way past them for keyboards. */
export function Shell() {
  const main = useFocusOnPageChange();
  const palette = useFetchedWhenOpened();
  const menu = useFetchedWhenOpened();
  const narrow = useMediaQuery("(max-width: 62em)", undefined, { getInitialValueInEffect: false });
  useHotkeys([["mod+K", palette.open]], []);
  useCloseOnPageChange(menu.close);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        <Trans>Skip to the content</Trans>
      </a>
      {narrow ? (
        <TopBar onMenu={menu.open} onSearch={palette.open} />
      ) : (
        <aside className={classes.side}>
          <BrandName />
          <Navigation onSearch={palette.open} />
        </aside>
      )}
      {narrow && menu.wanted ? (
        <Suspense fallback={null}>
          <PhoneMenu opened={menu.opened} onClose={menu.close} onSearch={palette.open} />
        </Suspense>
      ) : null}
      <main id="main" className={classes.main} tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      {palette.wanted ? (
        <Suspense fallback={null}>
          <Palette opened={palette.opened} onClose={palette.close} />
        </Suspense>
      ) : null}
    </div>
  );
}

function TopBar({ onMenu, onSearch }: { onMenu(): void; onSearch(): void }) {
  const { t } = useLingui();
  return (
    <header className={classes.top}>
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={onMenu} aria-label={t`Open the menu`}>
        <IconMenu2 size={20} />
      </ActionIcon>
      <BrandName />
      <ActionIcon variant="subtle" color="gray" size="lg" onClick={onSearch} aria-label={t`Search`}>
        <IconSearch size={20} />
      </ActionIcon>
    </header>
  );
}

/** The state of a part that is rarely opened: its code is fetched (`wanted`) when it first is. */
function useFetchedWhenOpened() {
  const [wanted, setWanted] = useState(false);
  const [opened, { open: show, close }] = useDisclosure();
  const open = useCallback(() => {
    setWanted(true);
    show();
  }, [show]);
  return { wanted, opened, open, close };
}

/** Moves the focus to the content when the page changes, so that keyboards and screen readers start there. */
function useFocusOnPageChange() {
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  useEffect(
    () =>
      router.subscribe("onResolved", ({ pathChanged, fromLocation }) => {
        if (pathChanged && fromLocation) {
          main.current?.focus({ preventScroll: true });
        }
      }),
    [router],
  );
  return main;
}

function useCloseOnPageChange(close: () => void) {
  const router = useRouter();
  useEffect(() => router.subscribe("onBeforeNavigate", close), [router, close]);
}
