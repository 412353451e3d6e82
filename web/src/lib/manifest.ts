import type { MessageDescriptor } from "@lingui/core";
import type { AnyRoute } from "@tanstack/react-router";
import type { ComponentType } from "react";

/** An icon of the interface. */
export type IconType = ComponentType<{ size?: number | string; stroke?: number | string }>;

/** An entry of the menu; it is also a command of the palette. */
export interface NavigationEntry {
  /** The page it leads to, without parameters. */
  to: string;
  /** Its name in the menu. */
  label: MessageDescriptor;
  /** Its picture. */
  icon: IconType;
  /** The page is about the whole project: who sees a part of it is not offered it. */
  ofWholeProject?: true;
}

/** Something that the palette found. */
export interface PaletteFinding {
  id: string;
  label: string;
  description: string | undefined;
  /** The page it leads to. */
  to: string;
}

/** A search that a feature offers to the palette. */
export interface PaletteSearch {
  /** The heading of what it finds. */
  heading: MessageDescriptor;
  /** Finds what matches `text`, best first. */
  find(text: string, signal: AbortSignal): Promise<PaletteFinding[]>;
}

/** What a feature declares: the shell knows features by this alone. */
export interface Manifest {
  /** Its pages. */
  routes: readonly AnyRoute[];
  /** Its entries of the menu. */
  navigation: readonly NavigationEntry[];
  /** Its searches, for the palette. */
  searches: readonly PaletteSearch[];
}
