// The styles of the one field that only this is.
import "@mantine/core/styles/Pill.layer.css";
import "@mantine/core/styles/PillsInput.layer.css";

export { TagsInput as default } from "@mantine/core";
