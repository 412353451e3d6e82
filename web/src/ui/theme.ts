import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** The accent: white text on shade 7, and shade 4 on dark surfaces, have a contrast above 4.5:1. */
const petrol: MantineColorsTuple = [
  "#eaf5f6",
  "#d4e8eb",
  "#a8d2d8",
  "#77bac3",
  "#52a6b1",
  "#2f8f9c",
  "#177f8c",
  "#0b6b78",
  "#085a65",
  "#05474f",
];

/** Cool dark surfaces; 0 is text, 2 quiet text, 7 the page. */
const dark: MantineColorsTuple = [
  "#d3d8dd",
  "#b3bac2",
  "#98a1ab",
  "#5f6872",
  "#353b43",
  "#2a2f36",
  "#1f2329",
  "#17191d",
  "#121417",
  "#0d0f11",
];

/** The theme: dense, quiet, one accent. */
export const theme = createTheme({
  primaryColor: "petrol",
  primaryShade: 7,
  colors: { petrol, dark },
  defaultRadius: 6,
  cursorType: "pointer",
  fontFamily:
    '-apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Roboto Mono", "Liberation Mono", monospace',
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  headings: { fontWeight: "600", sizes: { h1: { fontSize: "20px" }, h2: { fontSize: "14px" } } },
  respectReducedMotion: true,
  components: { Button: { styles: { label: { fontWeight: 500 } } } },
});

/** Quiet text that keeps a contrast of 4.5:1, which Mantine's own does not in the light scheme. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-text": "#1b2127",
    "--mantine-color-dimmed": "#5a636c",
    "--mantine-color-placeholder": "#66707a",
    "--mantine-color-error": "#c22525",
  },
  dark: {
    "--mantine-color-dimmed": "#98a1ab",
    "--mantine-color-placeholder": "#8b95a0",
    "--mantine-color-error": "#ff8787",
  },
});
