import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { isFailure } from "../../api/failure";
import { sourcesQuery } from "../../api/sources";
import { curlCommand } from "../../lib/send-code";
import { CopyCommand } from "../../ui/copy-command";
import { EmptyState } from "../../ui/empty-state";
import { IconActivity } from "../../ui/icons";

/** Nothing arrived lately: says what will be here, and how to send the first event. */
export function NothingYet() {
  const { t } = useLingui();
  const { data: sources, error, isPending } = useQuery(sourcesQuery);
  const source = sources?.find(({ disabled_ms }) => disabled_ms === null);
  return (
    <EmptyState icon={IconActivity} title={isFailure(error, 403) ? t`Nothing arrived yet` : t`Send your first event`}>
      <p>
        <Trans>
          What your sites, servers and applications send appears here within seconds, with what became of it and why.
          Nothing arrived since the server started.
        </Trans>
      </p>
      {isPending || isFailure(error, 403) ? null : <FirstEvent write_key={source?.write_key} />}
    </EmptyState>
  );
}

function FirstEvent({ write_key }: { write_key: string | undefined }) {
  if (!write_key) {
    return (
      <>
        <p>
          <Trans>To send events, you need a source and its key.</Trans>
        </p>
        <Link to="/settings/sources">
          <Trans>Create a source</Trans>
        </Link>
      </>
    );
  }
  return (
    <>
      <p>
        <Trans>Try it in a terminal:</Trans>
      </p>
      <CopyCommand command={curlCommand(window.location.origin, write_key)} />
      <Link to="/settings/sources">
        <Trans>Other ways to send events</Trans>
      </Link>
    </>
  );
}
