import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Button } from "@mantine/core";
import { codeAddress, type Survey } from "../../api/surveys";
import { useFormats } from "../../lib/formats";
import { fileName } from "../../lib/save-file";
import { CopyCommand } from "../../ui/copy-command";
import { IconQrcode } from "../../ui/icons";
import classes from "./surveys.module.css";

/** Where a survey is answered, as an address and as a code to print, and what was not taken there. */
export function Share({ survey }: { survey: Survey }) {
  const { t } = useLingui();
  const n_refused = survey.refused.reduce((sum, { n }) => sum + n, 0);
  return (
    <section className={classes.section} aria-labelledby="share">
      <h2 id="share">
        <Trans>Where it is answered</Trans>
      </h2>
      <div className={classes.share}>
        <img className={classes.code} src={codeAddress(survey.id)} alt={t`QR code of the address`} />
        <div className={`${classes.stack} ${classes.grow}`}>
          <CopyCommand command={survey.address} label={t`Copy the address`} />
          <p className={classes.quiet}>
            {survey.state === "open" ? (
              <Trans>Whoever has this address can answer. Opening it records nothing; only what is sent counts.</Trans>
            ) : (
              <Trans>The survey is closed: who opens this address is told so.</Trans>
            )}
          </p>
          <div>
            <Button
              component="a"
              href={codeAddress(survey.id)}
              download={fileName(survey.name, "svg")}
              variant="default"
              size="xs"
              leftSection={<IconQrcode size={16} aria-hidden />}
            >
              <Trans>Download the code</Trans>
            </Button>
          </div>
        </div>
      </div>
      {survey.definition.in_page && survey.state === "open" ? <Script address={survey.script} /> : null}
      {n_refused > 0 ? <Refused survey={survey} n={n_refused} /> : null}
    </section>
  );
}

/** The line that pages need, the same for all surveys. */
function Script({ address }: { address: string }) {
  const { t } = useLingui();
  return (
    <div className={classes.stack}>
      <p className={classes.words}>
        <Trans>
          To ask in your pages, put this line once in each of them, or in your tag manager; it serves all surveys.
        </Trans>
      </p>
      <CopyCommand command={`<script async src="${address}"></script>`} label={t`Copy the line`} />
      <p className={classes.quiet}>
        <Trans>
          Load it when your visitors agreed to be asked. It sets no cookie, and remembers in the browser only until when
          nothing is asked. Visitors whom your analytics know are the same people here.
        </Trans>
      </p>
    </div>
  );
}

function Refused({ survey, n }: { survey: Survey; n: number }) {
  const { t } = useLingui();
  const formats = useFormats();
  const words: Record<Survey["refused"][number]["reason"], string> = {
    robot: t`filled in by a program`,
    too_many: t`too many in a short time`,
    closed: t`sent while it was closed`,
    unreadable: t`not readable, or too long`,
  };
  const told = survey.refused.map(({ reason, n: times }) => `${formats.number(times)} ${words[reason]}`);
  const reasons = new Intl.ListFormat(formats.tag, { type: "unit" }).format(told);
  return (
    <p className={classes.quiet}>
      <Plural value={n} one={`# form was not taken (${reasons}).`} other={`# forms were not taken (${reasons}).`} />
    </p>
  );
}
