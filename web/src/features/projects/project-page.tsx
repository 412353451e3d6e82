import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { projectQuery } from "../../api/project";
import { usePageTitle } from "../../lib/page-title";
import { FailureState } from "../../ui/failure-state";
import { ListSkeleton } from "../../ui/list-skeleton";
import { SettingsTabs } from "../../ui/settings-tabs";
import { ProjectForm } from "./project-form";
import classes from "./project-page.module.css";

/** What the project says of itself; an owner changes it. */
export function ProjectPage() {
  const { t } = useLingui();
  const { data: project, error, refetch } = useQuery(projectQuery);
  usePageTitle(t`Project`);
  return (
    <div className={classes.page}>
      <h1>
        <Trans>Project</Trans>
      </h1>
      <SettingsTabs />
      {!project && error ? <FailureState error={error} onRetry={() => void refetch()} /> : null}
      {!project && !error ? <ListSkeleton /> : null}
      {project ? <ProjectForm project={project} /> : null}
    </div>
  );
}
