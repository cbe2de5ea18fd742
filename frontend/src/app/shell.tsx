import { Box, Container, Group } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

import { ColorSchemeControl } from "@/components/color-scheme-control";
import { Wordmark } from "@/components/wordmark";

import { MainNavigation } from "./main-navigation";
import classes from "./shell.module.css";
import { texts } from "./texts";

/** The layout of all pages: a header and, on a phone, the navigation at the bottom. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <>
      <a href="#content" className={classes.skip}>
        {texts.skip}
      </a>
      <header className={classes.header}>
        <Container size="lg" h="100%">
          <Group h="100%" gap="xl" wrap="nowrap">
            <Link to="/" aria-label={texts.home} className={classes.home}>
              <Wordmark />
            </Link>
            <MainNavigation />
            <Box ml="auto">
              <ColorSchemeControl />
            </Box>
          </Group>
        </Container>
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        <Container size="lg" py={{ base: "lg", sm: 36 }}>
          {children}
        </Container>
      </main>
    </>
  );
}
