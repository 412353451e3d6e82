import { Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { IconType } from "../../lib/manifest";
import { CopyCommand } from "../../ui/copy-command";
import { IconFileImport, IconPlayerPlay, IconPlugConnected } from "../../ui/icons";
import classes from "./empty-project.module.css";

/** Makes the demo company in a folder of its own, so that nothing mixes with what this project will hold. */
const DEMO_COMMAND = "boussole --data demo demo";

/** Nothing was ever received: says what the page is for, and the three ways to begin. */
export default function EmptyProject() {
  const { t } = useLingui();
  return (
    <div className={classes.empty}>
      <h2>
        <Trans>Everything that happens to your customers, in one place</Trans>
      </h2>
      <p className={classes.intro}>
        <Trans>
          Boussole collects what happens to your customers: visits, orders, deliveries, answers to surveys, calls. It
          puts all of it on one history for each customer, and computes from it the figures of this page: orders,
          promises kept, satisfaction, retention. Each day it compares everything with everything else, and tells you
          what to look at first.
        </Trans>
      </p>
      <ul className={classes.ways}>
        <Way icon={IconPlayerPlay} title={t`Try with a demo company`}>
          <p>
            <Trans>
              Look around first: twelve months of a shop of hiking gear that does not exist, kept apart from your own
              data. In a terminal:
            </Trans>
          </p>
          <CopyCommand command={DEMO_COMMAND} />
        </Way>
        <Way icon={IconFileImport} title={t`Import a file`}>
          <p>
            <Trans>
              Orders, reviews or answers to surveys, as CSV or Excel, exported from the tools that you have. You see
              what becomes of them before anything is kept.
            </Trans>
          </p>
          <Button component={Link} to="/imports/new" variant="default" size="xs">
            <Trans>Import files</Trans>
          </Button>
        </Way>
        <Way icon={IconPlugConnected} title={t`Connect a site or an app`}>
          <p>
            <Trans>
              Events arrive as they happen. Code to copy is given for browsers and servers; clients of Segment work as
              they are.
            </Trans>
          </p>
          <Button component={Link} to="/settings/sources" variant="default" size="xs">
            <Trans>Create a source</Trans>
          </Button>
        </Way>
      </ul>
      <p className={classes.waiting} role="status">
        <span className={classes.pulse} aria-hidden />
        <Trans>Waiting for the first event: this page then fills by itself.</Trans>
      </p>
    </div>
  );
}

function Way({ icon: Icon, title, children }: { icon: IconType; title: string; children: ReactNode }) {
  return (
    <li className={classes.way}>
      <span className={classes.icon} aria-hidden>
        <Icon size={19} stroke={1.7} />
      </span>
      <h3>{title}</h3>
      {children}
    </li>
  );
}
