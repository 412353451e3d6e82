import { useEffect } from "react";

/** Sets the title of the browser's tab for the present page. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Boussole` : "Boussole";
  }, [title]);
}
