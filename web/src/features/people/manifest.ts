import { msg } from "@lingui/core/macro";
import { findPeople } from "../../api/people";
import type { Manifest } from "../../lib/manifest";
import { IconUsers } from "../../ui/icons";
import { personName } from "./person-name";
import { customerListRoute, customerRoute } from "./routes";

const FINDINGS_MAX = 6;

/** The customers: their list, and the page of each. */
export const people = {
  routes: [customerListRoute, customerRoute],
  navigation: [{ to: "/customers", label: msg`Customers`, icon: IconUsers }],
  searches: [
    {
      heading: msg`Customers`,
      find: async (text, signal) => {
        const found = await findPeople(text, FINDINGS_MAX, signal);
        return found.map((person) => ({
          id: person.id,
          label: personName(person),
          description: person.email ?? person.identifier ?? undefined,
          to: `/customers/${encodeURIComponent(person.id)}`,
        }));
      },
    },
  ],
} as const satisfies Manifest;
