import { useQuery } from "@tanstack/react-query";
import { sessionQuery } from "../api/session";
import { BrandMark } from "../ui/brand-mark";
import classes from "./shell.module.css";

/** The project that is looked at. */
export function BrandName() {
  const { data: session } = useQuery({ ...sessionQuery, enabled: false });
  return (
    <span className={classes.brand}>
      <BrandMark />
      <bdi>{session?.project.name ?? "Boussole"}</bdi>
    </span>
  );
}
