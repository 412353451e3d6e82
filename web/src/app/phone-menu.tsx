import { useLingui } from "@lingui/react/macro";
import { Drawer } from "@mantine/core";
import "@mantine/core/styles/Overlay.layer.css";
import "@mantine/core/styles/ModalBase.layer.css";
import "@mantine/core/styles/Drawer.layer.css";
import "@mantine/core/styles/ScrollArea.layer.css";
import { BrandName } from "./brand-name";
import { Navigation } from "./navigation";
import classes from "./shell.module.css";

interface PhoneMenuProps {
  opened: boolean;
  onClose(): void;
  onSearch(): void;
}

/** The menu on narrow screens, in a drawer. */
export default function PhoneMenu({ opened, onClose, onSearch }: PhoneMenuProps) {
  const { t } = useLingui();
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size={288}
      title={<BrandName />}
      closeButtonProps={{ "aria-label": t`Close the menu` }}
      classNames={{ body: classes.drawerBody, content: classes.drawer, header: classes.drawerHeader }}
    >
      <Navigation onSearch={onSearch} />
    </Drawer>
  );
}
