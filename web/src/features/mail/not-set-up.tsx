import { Trans, useLingui } from "@lingui/react/macro";
import { CopyCommand } from "../../ui/copy-command";
import { EmptyState } from "../../ui/empty-state";
import { IconMail } from "../../ui/icons";

const COMMAND =
  "boussole serve --smtp 'smtps://user:password@smtp.example.org' --mail-from 'Maison Rando <cx@example.org>'";

/** Says how mail comes to be sent. */
export function NotSetUp() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconMail} title={t`Mail is not set up yet`}>
      <p>
        <Trans>
          Boussole hands its messages to a mail server that you have: your provider’s, or one of your own. Whoever runs
          Boussole tells it the server at the start:
        </Trans>
      </p>
      <CopyCommand command={COMMAND} />
      <p>
        <Trans>
          The variables BOUSSOLE_SMTP and BOUSSOLE_MAIL_FROM say the same, and keep the password out of the list of
          processes.
        </Trans>
      </p>
    </EmptyState>
  );
}
