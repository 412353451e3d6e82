import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Modal } from "@mantine/core";
import "./styles";
import type { Membership, SignInLink } from "../../api/members";
import { useFormats } from "../../lib/formats";
import { oneLine } from "../../lib/text";
import { CopyCommand } from "../../ui/copy-command";
import classes from "../../ui/dialog.module.css";

const NAME_LENGTH_MAX = 80;

interface LinkDialogProps {
  member: Membership;
  /** Absent for who has an account already. */
  link: SignInLink | null;
  onClose(): void;
}

/** Shows a link, this once; it closes by its button alone, so that the link is not lost by a slip. */
export default function LinkDialog({ member, link, onClose }: LinkDialogProps) {
  const { t } = useLingui();
  const name = oneLine(member.name, NAME_LENGTH_MAX);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t`How ${name} signs in`}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
    >
      <div className={classes.form}>
        {link ? <Link name={name} link={link} /> : <HasAccount name={name} />}
        <div className={classes.buttons}>
          <Button onClick={onClose}>
            <Trans>Done</Trans>
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Link({ name, link }: { name: string; link: SignInLink }) {
  const { t } = useLingui();
  const formats = useFormats();
  const until = formats.dateTime(link.expires_ms);
  return (
    <>
      <p>
        <Trans>
          Boussole sends no e-mail yet: hand this link to {name} yourself, by a way that only they can read.
        </Trans>
      </p>
      <CopyCommand command={`${window.location.origin}${link.path}`} label={t`Copy the link`} />
      <p className={classes.quiet}>
        <Trans>
          It signs in once, until {until}, and will never be shown again. Then they choose a password under “My
          account”.
        </Trans>
      </p>
    </>
  );
}

function HasAccount({ name }: { name: string }) {
  return (
    <p>
      <Trans>
        {name} has an account here already, of another project, and signs in with the password of that account.
      </Trans>
    </p>
  );
}
