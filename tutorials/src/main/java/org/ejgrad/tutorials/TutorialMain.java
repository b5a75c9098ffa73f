// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;

/**
 * What the main methods of tutorials with arguments share: the process ends with status 2 if these
 * are wrong, as it does for the study.
 */
final class TutorialMain {
  private static final int OK = 0;
  private static final int MISUSED = 2;

  private TutorialMain() {}

  /** What a tutorial does. */
  @FunctionalInterface
  interface Body {
    /** Runs the tutorial on these files, writing into this folder. */
    void run(TutorialArguments given) throws IOException;
  }

  /** Runs the tutorial; ends the process if its arguments are wrong. */
  static void run(String tutorial, List<String> fileLabels, String[] arguments, Body body)
      throws IOException {
    int status = status(tutorial, fileLabels, System.out, System.err, body, arguments);
    if (status != OK) {
      System.exit(status);
    }
  }

  /** Runs the tutorial, or prints what is allowed; returns the process's status. */
  static int status(
      String tutorial,
      List<String> fileLabels,
      PrintStream out,
      PrintStream err,
      Body body,
      String... arguments)
      throws IOException {
    Optional<TutorialArguments> given;
    try {
      given = TutorialArguments.parse(tutorial, fileLabels, out, arguments);
    } catch (ParameterException e) {
      err.println(e.getMessage());
      e.getCommandLine().usage(err);
      return MISUSED;
    }
    if (given.isPresent()) {
      body.run(given.get());
    }
    return OK;
  }
}
