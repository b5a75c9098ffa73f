// SPDX-License-Identifier: Apache-2.0
package org.ejgrad.tutorials.regression;

/**
 * Compares gradient descent, one-sample SGD, mini-batch SGD, momentum, AdaGrad, RMSProp and Adam on
 * linear regressions of 500x2, 10,000x5 and 150,000x7.
 *
 * <p>Prints for each size a table of the loss after 1,000 steps at three rates, sweeps of the other
 * settings, where runs diverged, and conclusions made of these numbers; writes {@code
 * regression.html} with all curves and the ways over the loss's contour lines. About twenty
 * seconds; {@code --help} prints the options.
 */
public final class RegressionMain {
  private RegressionMain() {}

  /** Runs the comparison with these options. */
  public static void main(String[] args) {
    int status = new RegressionCommand(System.out, System.err).run(args);
    if (status != 0) {
      System.exit(status);
    }
  }
}
