import type { MessageDescriptor } from "@lingui/core";
import { msg } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { type Session, sessionQuery } from "../api/session";
import { IconSelector } from "../ui/icons";
import classes from "./member-menu.module.css";

const ROLES: Record<Session["member"]["role"], MessageDescriptor> = {
  owner: msg`Owner`,
  editor: msg`Editor`,
  viewer: msg`Viewer`,
};

const fetchMenu = () => import("./open-menu");
const OpenMenu = lazy(async () => ({ default: (await fetchMenu()).OpenMenu }));

/** Who is signed in; behind it the language, the appearance and the way out. */
export function MemberMenu() {
  const { i18n, t } = useLingui();
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  const [isWanted, setWanted] = useState(false);
  if (!session) {
    return null;
  }
  const { member } = session;
  const target = (
    <button
      type="button"
      className={classes.target}
      aria-label={t`Your menu`}
      aria-haspopup="menu"
      onPointerEnter={() => void fetchMenu()}
      onClick={() => setWanted(true)}
    >
      <span className={classes.initial} aria-hidden>
        {(member.name || member.email).slice(0, 1).toUpperCase()}
      </span>
      <span className={classes.who}>
        <bdi>{member.name || member.email}</bdi>
        <small>{i18n._(ROLES[member.role])}</small>
      </span>
      <IconSelector size={16} aria-hidden />
    </button>
  );
  return isWanted ? (
    <Suspense fallback={target}>
      <OpenMenu target={target} />
    </Suspense>
  ) : (
    target
  );
}
