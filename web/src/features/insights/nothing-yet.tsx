import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { CopyCommand } from "../../ui/copy-command";
import { EmptyState } from "../../ui/empty-state";
import { IconChartLine } from "../../ui/icons";

/** The command that starts the example company. */
const DEMO_COMMAND = "boussole demo";

/** There is no event yet to ask about: says what will be here, and how to begin. */
export function NothingYet() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconChartLine} title={t`Nothing to analyse yet`}>
      <p>
        <Trans>
          As soon as events arrive (visits, orders, deliveries, answers) you can ask what people do, where they drop out
          and whether they come back.
        </Trans>
      </p>
      <Link to="/settings/sources">
        <Trans>Create a source</Trans>
      </Link>
      <p>
        <Trans>Or look around first, with the data of an example company:</Trans>
      </p>
      <CopyCommand command={DEMO_COMMAND} />
    </EmptyState>
  );
}
