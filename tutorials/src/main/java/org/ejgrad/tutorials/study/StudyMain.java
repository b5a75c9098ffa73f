// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.study;

/** The optimizer study from the command line; {@code --help} prints the options. */
public final class StudyMain {
  private StudyMain() {}

  /** Runs the study with these options. */
  public static void main(String[] args) {
    CellTraining training = new CellTraining();
    int status = new StudyCommand(training, training, System.out, System.err).run(args);
    if (status != 0) {
      System.exit(status);
    }
  }
}
